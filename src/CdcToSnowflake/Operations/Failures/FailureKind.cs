namespace CdcToSnowflake.Operations.Failures;

/// <summary>What failed.</summary>
public enum FailureKind
{
    /// <summary>A task.</summary>
    Task,

    /// <summary>A pipe, by files that it skipped.</summary>
    Pipe,

    /// <summary>A brand's flow, by files that are in the store and not in the account.</summary>
    Flow,
}
