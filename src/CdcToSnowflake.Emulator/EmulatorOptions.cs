namespace CdcToSnowflake.Emulator;

/// <summary>How an embedded Snowflake is made.</summary>
public sealed record EmulatorOptions
{
    /// <summary>The DuckDB file that keeps everything; created if it is not there. One process may have it open.</summary>
    /// <value>Default: null, in memory, gone with the emulator.</value>
    public string? Database { get; init; }

    /// <summary>The only clock: of CURRENT_TIMESTAMP(), schedules, trigger intervals, staleness and history.</summary>
    /// <value>Default: <see cref="TimeProvider.System"/>.</value>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Overrides each triggered task's USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS, so that a demonstration does not wait for Snowflake's floor of 10 s.</summary>
    /// <value>Default: null, as the task declares it; not negative.</value>
    public TimeSpan? MinimumTriggerInterval { get; init; }

    /// <summary>How long a writer waits for another session's transaction to end: one writes at a time, whatever tables it writes (an account's locks are a table's, and leave INSERT and COPY out).</summary>
    /// <value>Default: 1 minute, where Snowflake waits 12 hours; not negative.</value>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many files a pipe loads in one transaction at most: one DuckDB statement's planning is paid once for all of them.</summary>
    /// <value>Default: 500; from 1.</value>
    public int FilesPerLoad { get; init; } = 500;

    /// <summary>How many threads one statement is spread over. 1 is quickest where statements are small and several embedded Snowflakes share a machine, as in tests.</summary>
    /// <value>Default: null, as many as there are processors; from 1.</value>
    public int? Threads { get; init; }

    /// <summary>Makes pipes load late, twice and out of order, by a seed. Snowpipe promises no order either.</summary>
    /// <value>Default: null, files load at once, once, in the order announced.</value>
    public PipeChaos? Chaos { get; init; }

    /// <summary>Makes runs of tasks fail or be cancelled in the middle, by a seed.</summary>
    /// <value>Default: null, they fail only by their own fault.</value>
    public TaskChaos? TaskChaos { get; init; }

    /// <summary>Makes streams go stale overnight, by a seed.</summary>
    /// <value>Default: null, they go stale only when they are not consumed in time.</value>
    public StreamChaos? StreamChaos { get; init; }

    /// <summary>Who hears what tasks and pipes tell their notification integrations.</summary>
    /// <value>Default: null, nobody.</value>
    public INotificationSink? Notifications { get; init; }

    /// <summary>What <see cref="Threads"/> is where it isn't given; null for as many as there are processors. Tests have many embedded Snowflakes at a time.</summary>
    internal static int? UsualThreads { get; set; }
}
