using Microsoft.Extensions.Logging;

namespace CdcToSnowflake.Hosting.Descriptions;

/// <summary>The messages about what sources say of their tables.</summary>
internal static partial class DescriptionLog
{
    /// <remarks>Give the source's account SELECT on the tables. Only comments and foreign keys are missing meanwhile.</remarks>
    [LoggerMessage(181, LogLevel.Warning, "What the source of brand {Brand} says of its tables (comments, foreign keys) can't be read or passed on; it is tried again in {Pause}. Nothing else waits for it but a start, for some seconds.")]
    public static partial void Failed(ILogger logger, Exception exception, string brand, TimeSpan pause);
}
