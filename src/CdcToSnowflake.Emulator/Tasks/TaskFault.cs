namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>Chaos in one run: its n-th statement fails, or the run is cancelled before it.</summary>
internal sealed class TaskFault(int statement, bool cancels, CancellationTokenSource stop)
{
    private int _seen;

    public void BeforeStatement()
    {
        if (++_seen != statement)
        {
            return;
        }

        if (cancels)
        {
            stop.Cancel();
            stop.Token.ThrowIfCancellationRequested();
        }

        throw new SnowflakeException(603, "XX000", $"SQL execution internal error: chaos fails statement {statement} of this run.");
    }
}
