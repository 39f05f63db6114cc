using Microsoft.Extensions.Logging;

namespace CdcToSnowflake.Hosting;

/// <summary>The messages of the service as a whole.</summary>
internal static partial class ServiceLog
{
    /// <remarks>Do what the error says: most often the account, its key or its network rules.</remarks>
    [LoggerMessage(131, LogLevel.Error, "The warehouse failed as a whole; everything begins again in {Pause}.")]
    public static partial void TargetFailed(ILogger logger, Exception exception, TimeSpan pause);

    /// <remarks>None: messages 112 or 113 tell which brand it was.</remarks>
    [LoggerMessage(132, LogLevel.Warning, "The warehouse couldn't be brought up to all brands at once; each brand does it by itself.")]
    public static partial void RecallFailed(ILogger logger, Exception exception);

    /// <remarks>Do what the error says, and restart the service.</remarks>
    [LoggerMessage(133, LogLevel.Error, "A part of the service has ended: {Part}. What it does isn't done until the service is restarted.")]
    public static partial void PartEnded(ILogger logger, Exception exception, string part);

    /// <remarks>Do what the remark says, or leave it: the plan works without.</remarks>
    [LoggerMessage(134, LogLevel.Warning, "In the warehouse something is left as it is: {Remark}")]
    public static partial void LeftAlone(ILogger logger, string remark);

    [LoggerMessage(135, LogLevel.Information, "The warehouse is brought up to all {Brands} brands by what the store knows of them; their work begins after that.")]
    public static partial void Recalls(ILogger logger, int brands);

    /// <remarks>None here: another process works. Let the part listen to its cancellation token, if it is yours.</remarks>
    [LoggerMessage(136, LogLevel.Error, "A part of the service, {Part}, didn't end within {Limit} after it was told to; it is left behind, so that this process can hand over.")]
    public static partial void PartLeft(ILogger logger, string part, TimeSpan limit);

    [LoggerMessage(137, LogLevel.Information, "The bucket tells the pipes of new files from now on; the brand begins in {Delay}, when that works.")]
    public static partial void BucketAwaited(ILogger logger, TimeSpan delay);
}
