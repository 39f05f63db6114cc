using Microsoft.Extensions.Logging;

namespace CdcToSnowflake.Hosting.Cost;

/// <summary>The messages about what the account costs.</summary>
internal static partial class CostLog
{
    [LoggerMessage(171, LogLevel.Information, "From {From} to {To} the account cost {Credits:0.###} credits, {Monthly:0.###} in 30 days at this rate; up to {Saved:0.###} of them could be saved.")]
    public static partial void Reported(ILogger logger, DateTimeOffset from, DateTimeOffset to, decimal credits, decimal monthly, decimal saved);

    [LoggerMessage(172, LogLevel.Warning, "The cost of {Subject}: {Problem} {Remedy}")]
    public static partial void Costly(ILogger logger, string subject, string problem, string remedy);

    [LoggerMessage(173, LogLevel.Information, "The cost of {Subject} is in order.")]
    public static partial void Settled(ILogger logger, string subject);

    /// <remarks>Give the role <see href="cost.md">what the report reads</see>.</remarks>
    [LoggerMessage(174, LogLevel.Warning, "What the account costs can't be told; it is tried again in {Pause}.")]
    public static partial void Failed(ILogger logger, Exception exception, TimeSpan pause);

    /// <remarks>Check the sender, or the store's rights under <c>~alerts/</c>.</remarks>
    [LoggerMessage(175, LogLevel.Warning, "What a report of the account's costs found could not be told to people; it is tried again.")]
    public static partial void Untold(ILogger logger, Exception exception);
}
