namespace CdcToSnowflake.Files;

/// <summary>A nameless file on the local disk for rows on their way to the store. It goes when it is closed, also by a kill.</summary>
internal sealed class ScratchFile : FileStream
{
    private const int BufferBytes = 64 << 10;

    private readonly string _folder;

    private ScratchFile(string path, string folder)
        : base(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, BufferBytes, FileOptions.DeleteOnClose) => _folder = folder;

    /// <summary>Why it couldn't be written; null as long as it could. A library in between may make an error of its own of it.</summary>
    public ScratchFileException? Failure { get; private set; }

    /// <exception cref="ScratchFileException">There is no such folder, or it can't be written.</exception>
    public static ScratchFile Open(string folder)
    {
        var path = Path.Combine(folder, $"cdc-{Guid.NewGuid():N}.part");
        try
        {
            var file = new ScratchFile(path, folder);
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(path); // the open file lives on without a name
            }

            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScratchFileException($"Could not make a scratch file in {folder}: {e.Message} Name a writable folder with room in CaptureOptions.ScratchFolder, or, for a comparison, in ReconciliationOptions.ScratchFolder.", e);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Guarded(() => base.Write(buffer, offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            base.Write(buffer);
        }
        catch (IOException e)
        {
            throw Failed(e);
        }
    }

    public override void WriteByte(byte value) => Write([value]);

    public override void Flush(bool flushToDisk) => Guarded(() => base.Flush(flushToDisk));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await base.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw Failed(e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        try
        {
            base.Dispose(disposing);
        }
        catch (IOException) when (Failure is not null)
        {
            // It would write what is left, and that has failed before.
        }
    }

    private void Guarded(Action write)
    {
        try
        {
            write();
        }
        catch (IOException e)
        {
            throw Failed(e);
        }
    }

    private ScratchFileException Failed(IOException e) => Failure ??= e as ScratchFileException ?? new ScratchFileException(
        $"Could not write to a scratch file in {_folder}: {e.Message} Make room there, or name a folder with more in CaptureOptions.ScratchFolder, or, for a comparison, in ReconciliationOptions.ScratchFolder; what is committed is safe, and a new start goes on after it.", e);
}
