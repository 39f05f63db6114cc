using Microsoft.Extensions.Logging;

namespace CdcToSnowflake.Hosting.Brands;

/// <summary>The messages of brands in the service.</summary>
internal static partial class BrandLog
{
    [LoggerMessage(111, LogLevel.Information, "Brand {Brand}: the source has ended, and all of it is in cuts.")]
    public static partial void Ended(ILogger logger, string brand);

    /// <remarks>None at first. If it goes on, do what the error says: <c>cdc:BRAND</c> tells it too.</remarks>
    [LoggerMessage(112, LogLevel.Warning, "Brand {Brand} failed and is tried again in {Pause} (failure {Failures} in a row).")]
    public static partial void Retrying(ILogger logger, Exception exception, string brand, TimeSpan pause, int failures);

    [LoggerMessage(113, LogLevel.Error, "Brand {Brand} has stopped by an error that trying again can't mend; the other brands go on. Do what the error says, then restart the service.")]
    public static partial void Stopped(ILogger logger, Exception exception, string brand);
}
