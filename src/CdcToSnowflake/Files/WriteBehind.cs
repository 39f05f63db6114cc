namespace CdcToSnowflake.Files;

/// <summary>
/// Writes full buffers beside the thread that fills the next ones, one at a time over all tables of a cut: compression takes longer than decoding, and one buffer more is all
/// the memory that it costs.
/// </summary>
internal sealed class WriteBehind
{
    private Task _last = Task.CompletedTask;
    private TableWriter? _owner;

    /// <summary>Begins a write when the one before has ended. Only the table that wrote last keeps a second buffer.</summary>
    /// <exception cref="IOException">The one before failed.</exception>
    public void Begin(TableWriter owner, Action write)
    {
        Wait();
        if (_owner != owner)
        {
            _owner?.ReleaseSpare();
            _owner = owner;
        }

        _last = Task.Run(write);
    }

    /// <summary>Waits for the write under way.</summary>
    /// <exception cref="IOException">It failed.</exception>
    public void Wait()
    {
        var last = _last;
        _last = Task.CompletedTask;
        last.GetAwaiter().GetResult();
    }

    /// <summary>Waits for the write under way, whose rows nobody wants any more.</summary>
    public void Abandon()
    {
        var last = _last;
        _last = Task.CompletedTask;
        last.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).GetAwaiter().GetResult();
    }
}
