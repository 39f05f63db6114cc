namespace OwnerApp.Brands;

/// <summary>
/// A recorded binlog that is written anew, transaction by transaction, as its server once wrote it; a reader that follows the files can't tell the difference.
/// </summary>
internal sealed class RecordedBinlog
{
    private readonly IReadOnlyList<string> _recording;
    private readonly string _folder;

    /// <summary>Prepares to play; the first file is there afterwards, still without an event.</summary>
    /// <param name="recording">The recorded files, in order.</param>
    /// <param name="folder">Where they are written anew.</param>
    public RecordedBinlog(IReadOnlyList<string> recording, string folder)
    {
        (_recording, _folder) = (recording, folder);
        Directory.CreateDirectory(folder);
        FirstFile = PathOf(recording[0]);
        using var first = File.OpenRead(recording[0]);
        Span<byte> magic = stackalloc byte[RecordedTransactions.MagicLength];
        first.ReadExactly(magic);
        File.WriteAllBytes(FirstFile, magic.ToArray());
    }

    /// <summary>The file that a reader begins with.</summary>
    public string FirstFile { get; }

    /// <summary>Plays all of it, at the pace of a clock.</summary>
    public async Task PlayAsync(ReplayClock clock, CancellationToken cancellationToken)
    {
        foreach (var recorded in _recording)
        {
            var events = await File.ReadAllBytesAsync(recorded, cancellationToken);
            await using var file = new FileStream(PathOf(recorded), FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
            var written = 0;
            foreach (var (at, committed) in RecordedTransactions.Of(events))
            {
                await file.WriteAsync(events.AsMemory(written..at), cancellationToken);
                await file.FlushAsync(cancellationToken);
                await clock.UntilAsync(committed, cancellationToken);
                written = at;
            }

            await file.WriteAsync(events.AsMemory(written..), cancellationToken);
        }
    }

    private string PathOf(string recorded) => Path.Combine(_folder, Path.GetFileName(recorded));
}
