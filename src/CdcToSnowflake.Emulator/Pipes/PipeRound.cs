using CdcToSnowflake.Emulator.Execution;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>The files that a pipe's queue gave for one load, and what has become of each. What nothing was decided of goes back, whatever ended the round.</summary>
internal sealed class PipeRound(PipeTarget target, PipeQueue queue, Engine engine, IReadOnlyList<PendingFile> files) : IDisposable
{
    private readonly HashSet<PendingFile> _unsettled = new(files, ReferenceEqualityComparer.Instance);

    public PipeTarget Target => target;

    public PipeQueue Queue => queue;

    public Session Session { get; } = new(engine) { Database = target.Pipe.Database, Schema = target.Pipe.Schema };

    public FileFetch Fetch { get; } = new();

    public List<(PendingFile Pending, LocalFile File)> Fetched { get; } = [];

    /// <summary>Files that the store does not give, until the history has them.</summary>
    public List<(PendingFile File, LoadRecord Record)> Unreadable { get; } = [];

    /// <summary>Files that stand in the history as failed.</summary>
    public List<LoadRecord> Failed { get; } = [];

    public IEnumerable<PendingFile> Unsettled => [.. files.Where(_unsettled.Contains)];

    public bool IsUnsettled(PendingFile file) => _unsettled.Contains(file);

    /// <summary>The file is loaded, known, failed or queued again.</summary>
    public void Settle(PendingFile file) => _unsettled.Remove(file);

    public void Fail(PendingFile file, LoadRecord record)
    {
        Settle(file);
        Failed.Add(record);
    }

    public void PutBackUnsettled()
    {
        foreach (var file in Unsettled)
        {
            queue.PutBack(file);
        }

        _unsettled.Clear();
    }

    public void Dispose()
    {
        Fetch.Dispose();
        Session.Dispose();
    }
}
