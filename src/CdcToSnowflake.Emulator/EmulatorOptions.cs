namespace CdcToSnowflake.Emulator;

/// <summary>How an embedded Snowflake is made.</summary>
public sealed record EmulatorOptions
{
    /// <summary>The DuckDB file that keeps everything; created if it is not there. One process may have it open.</summary>
    /// <value>null, the default: in memory, gone with the emulator.</value>
    public string? Database { get; init; }

    /// <summary>The only clock: of CURRENT_TIMESTAMP(), schedules, trigger intervals, staleness and history.</summary>
    /// <value><see cref="TimeProvider.System"/> by default.</value>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Overrides each triggered task's USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS, so that a demonstration does not wait for Snowflake's floor of 10 s.</summary>
    /// <value>null, the default: as the task declares it. Not negative.</value>
    public TimeSpan? MinimumTriggerInterval { get; init; }

    /// <summary>How long a writer waits for another session's transaction to end.</summary>
    /// <value>One minute by default (Snowflake waits 12 hours).</value>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many files a pipe loads in one transaction at most.</summary>
    /// <value>500 by default: one DuckDB statement's planning is paid once for all of them.</value>
    public int FilesPerLoad { get; init; } = 500;

    /// <summary>Makes pipes load late, twice and out of order, by a seed. Snowpipe promises no order either.</summary>
    /// <value>null, the default: files load at once, once, in the order announced.</value>
    public PipeChaos? Chaos { get; init; }

    /// <summary>Makes runs of tasks fail or be cancelled in the middle, by a seed.</summary>
    /// <value>null, the default: they fail only by their own fault.</value>
    public TaskChaos? TaskChaos { get; init; }

    /// <summary>Makes streams go stale overnight, by a seed.</summary>
    /// <value>null, the default: they go stale only when they are not consumed in time.</value>
    public StreamChaos? StreamChaos { get; init; }

    /// <summary>Who hears what tasks and pipes tell their notification integrations.</summary>
    /// <value>null, the default: nobody.</value>
    public INotificationSink? Notifications { get; init; }
}
