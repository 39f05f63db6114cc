using Microsoft.Extensions.Logging;

namespace CdcToSnowflake.Hosting.Flow;

/// <summary>The messages of the look at brands' flow.</summary>
internal static partial class FlowLog
{
    [LoggerMessage(151, LogLevel.Error, "Brand {Brand}: {Problem}. {Remedy}")]
    public static partial void Hole(ILogger logger, string brand, string problem, string remedy);

    [LoggerMessage(152, LogLevel.Information, "Brand {Brand}: nothing is missing any more.")]
    public static partial void Whole(ILogger logger, string brand);

    /// <remarks>Do what the error says: most often the plan wasn't run yet, or the role may not read the histories.</remarks>
    [LoggerMessage(153, LogLevel.Warning, "The flow of brand {Brand} can't be looked at; it is tried again in {Pause}.")]
    public static partial void Failed(ILogger logger, Exception exception, string brand, TimeSpan pause);

    /// <remarks>Check the sender, or the store's rights under <c>~alerts/</c>.</remarks>
    [LoggerMessage(154, LogLevel.Warning, "What was seen of the flow of brand {Brand} could not be told; it is tried again.")]
    public static partial void Untold(ILogger logger, Exception exception, string brand);
}
