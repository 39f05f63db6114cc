namespace CdcToSnowflake.Operations.Failures;

/// <summary>What failed.</summary>
public enum FailureKind
{
    /// <summary>A task.</summary>
    Task,

    /// <summary>A pipe, by files that it skipped.</summary>
    Pipe,

    /// <summary>A brand's flow, by files that are in the store and not in the account, or by being too far behind.</summary>
    Flow,

    /// <summary>What something costs, by a report of the account's usage.</summary>
    Cost,

    /// <summary>A stream, by changes that nobody takes or by its absence.</summary>
    Stream,

    /// <summary>Nothing: what Snowflake or the service tells beside failures. It is told once, and is neither failing nor resolved.</summary>
    Notice,

    /// <summary>A brand's capture: it has stopped, or fails again and again.</summary>
    Brand,

    /// <summary>A change handler with a brand, named <c>HANDLER (BRAND)</c>: it has stopped, or fails again and again.</summary>
    Handler,

    /// <summary>A part of the service that looks, or tells, named by what it does: it can't, so that nobody sees what it would have seen.</summary>
    Service,
}
