using System.Globalization;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using Quickstart.Verification;

namespace Quickstart.Sources;

/// <summary>A brand whose binlog files lie on the disk, with the final state beside them.</summary>
internal sealed class FilesSource : IBrandSource
{
    private readonly IReadOnlyList<FileInfo> _files;
    private readonly WatchedReader _reader;

    public FilesSource(string brand, IReadOnlyList<string> binlogs, ISourceState state, BinlogOptions decoding)
    {
        Brand = brand;
        State = state;
        _files = [.. binlogs.Select(path => new FileInfo(path))];
        _reader = new WatchedReader(new BinlogFileReader(binlogs, decoding));
    }

    public string Brand { get; }

    public IBinlogReader Binlog => _reader;

    public ISchemaSource? Schema => null;

    public MySqlSnapshotSource? Tables => null;

    public ISourceState State { get; }

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<BinlogPosition> EndAsync(CancellationToken cancellationToken) => Task.FromResult(new BinlogPosition(_files[^1].Name, _files[^1].Length));

    public bool HasRead(BinlogPosition end) => BytesRead() >= _files.Sum(f => f.Length);

    // Commit times of a log made long ago say nothing of lag; bytes do.
    public string Behind(CaptureProgress progress)
    {
        long all = _files.Sum(f => f.Length);
        return BytesRead() >= all ? "all of its binlog read" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * BytesRead() / all:0} % of its binlog read");
    }

    public void Stop() => _reader.Stop();

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        return ValueTask.CompletedTask;
    }

    private long BytesRead() => _reader.Position is { } at
        ? _files.TakeWhile(f => f.Name != at.File).Sum(f => f.Length) + at.Offset
        : 0;
}
