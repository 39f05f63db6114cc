namespace CdcToSnowflake.Files;

/// <summary>A nameless file on the local disk for rows on their way to the store. It goes when its stream is closed, also by a kill.</summary>
internal static class ScratchFile
{
    private const int BufferBytes = 64 << 10;

    public static FileStream Open(string folder)
    {
        var path = Path.Combine(folder, $"cdc-{Guid.NewGuid():N}.part");
        try
        {
            var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, BufferBytes, FileOptions.DeleteOnClose);
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(path); // the open file lives on without a name
            }

            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Could not make a scratch file in {folder}: {e.Message} Name a writable folder with room in CaptureOptions.ScratchFolder.", e);
        }
    }
}
