using Microsoft.Extensions.Logging;

namespace CdcToSnowflake.Hosting.Changes;

/// <summary>The messages of change handlers.</summary>
internal static partial class HandlerLog
{
    [LoggerMessage(121, LogLevel.Information, "Handler {Handler} is new to brand {Brand}: it begins with cut {Cut}.")]
    public static partial void Begins(ILogger logger, string handler, string brand, ulong cut);

    /// <remarks>See the handler's error. Nothing is lost, and nothing else waits for it.</remarks>
    [LoggerMessage(122, LogLevel.Warning, "Handler {Handler} of brand {Brand} failed; the same changes come again in {Pause} (failure {Failures} in a row).")]
    public static partial void Retrying(ILogger logger, Exception exception, string handler, string brand, TimeSpan pause, int failures);

    [LoggerMessage(123, LogLevel.Error, "Handler {Handler} of brand {Brand} has stopped by an error that trying again can't mend; brands and other handlers go on. Do what the error says, then restart the service.")]
    public static partial void Stopped(ILogger logger, Exception exception, string handler, string brand);

    [LoggerMessage(124, LogLevel.Error, "Handler {Handler} of brand {Brand} didn't end within {Limit} after it was told to; it is left behind, and its changes come again where the work goes on. Let it listen to its cancellation token.")]
    public static partial void Left(ILogger logger, string handler, string brand, TimeSpan limit);
}
