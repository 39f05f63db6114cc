using System.Buffers.Binary;

namespace OwnerApp.Brands;

/// <summary>
/// A recorded binlog that is written anew, transaction by transaction, as its server once wrote it; a reader that follows the files can't tell the difference.
/// </summary>
internal sealed class RecordedBinlog
{
    // The header before each event: seconds since 1970, type, server, size (MySQL Internals Manual, "Binlog Event Header").
    private const int TypeAt = 4;
    private const int SizeAt = 9;
    private const int MagicLength = 4;
    private const byte GtidEvent = 33;

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
        Span<byte> magic = stackalloc byte[MagicLength];
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
            foreach (var (at, committed) in Transactions(events))
            {
                await file.WriteAsync(events.AsMemory(written..at), cancellationToken);
                await file.FlushAsync(cancellationToken);
                await clock.UntilAsync(committed, cancellationToken);
                written = at;
            }

            await file.WriteAsync(events.AsMemory(written..), cancellationToken);
        }
    }

    /// <summary>Where each transaction begins, and when it was committed.</summary>
    private static IEnumerable<(int At, DateTimeOffset Committed)> Transactions(byte[] events)
    {
        for (var at = MagicLength; at < events.Length; at += BinaryPrimitives.ReadInt32LittleEndian(events.AsSpan(at + SizeAt)))
        {
            if (events[at + TypeAt] == GtidEvent)
            {
                yield return (at, DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32LittleEndian(events.AsSpan(at))));
            }
        }
    }

    private string PathOf(string recorded) => Path.Combine(_folder, Path.GetFileName(recorded));
}
