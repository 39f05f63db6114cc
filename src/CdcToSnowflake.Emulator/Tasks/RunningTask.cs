namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>A run that is going on, and the way to cancel it.</summary>
internal sealed class RunningTask(TaskRun run, CancellationTokenSource stop)
{
    public TaskRun Run => run;

    public void Cancel()
    {
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended in this moment.
        }
    }
}
