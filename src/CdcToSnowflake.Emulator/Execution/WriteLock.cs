using System.Diagnostics.CodeAnalysis;

namespace CdcToSnowflake.Emulator.Execution;

/// <summary>The one lock of all writers; readers never take it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Never disposed of: who waits for a semaphore that is waits for ever, and who holds it could not give it back.")]
internal sealed class WriteLock(TimeSpan timeout)
{
    /// <summary>The error's number.</summary>
    public const int TimedOut = 625;

    private readonly SemaphoreSlim _free = new(1, 1);

    /// <exception cref="SnowflakeException">000625: another session's transaction did not end in time.</exception>
    public void Take(CancellationToken cancellationToken)
    {
        if (!_free.Wait(timeout, cancellationToken))
        {
            throw new SnowflakeException(TimedOut, "57014", $"Another session's transaction has held the write lock for over {timeout.TotalSeconds:0.###} s. "
                + "Commit or roll it back (a connection that was not disposed may hold it), or raise EmulatorOptions.LockTimeout.");
        }
    }

    public void Release() => _free.Release();
}
