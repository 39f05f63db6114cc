namespace CdcToSnowflake.Operations.Streams;

/// <summary>What was done about a stream.</summary>
public enum StreamAction
{
    /// <summary>Nothing: it has time.</summary>
    None,

    /// <summary>It had nothing to tell, and its going stale was put off.</summary>
    Touched,

    /// <summary>It will go stale soon, and holds changes that only its task can take: the task must run.</summary>
    Waiting,

    /// <summary>It was stale, or had been made anew without what belongs to it: it was made anew, what its consumer missed was taken in full, and the task was resumed.</summary>
    Recreated,

    /// <summary>It isn't there: the plan makes it, and reconciles what it missed.</summary>
    Missing,

    /// <summary>What was to be done about it failed, or it couldn't be looked at: the next look tries it again. If it was to be made anew, its task isn't resumed before.</summary>
    Failed,

    /// <summary>It was made anew as <see cref="Recreated"/> says, but its task isn't resumed: another stream that the task reads was to be made anew, and failed.</summary>
    Unresumed,

    /// <summary>The task that consumes it, and perhaps others, had been suspended by Snowflake after failures in a row: it was resumed, to show whether their cause is mended. If it isn't, the task is suspended again, and resumed by the next look.</summary>
    Resumed,
}
