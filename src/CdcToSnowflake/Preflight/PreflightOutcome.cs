namespace CdcToSnowflake.Preflight;

/// <summary>What a check found.</summary>
public enum PreflightOutcome
{
    /// <summary>All is as it should be.</summary>
    Pass,

    /// <summary>It works, with a drawback that the finding names.</summary>
    Warning,

    /// <summary>It can't work, or would lose something.</summary>
    Failure,
}
