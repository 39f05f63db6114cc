using Microsoft.Extensions.Logging;

namespace CdcToSnowflake.Hosting.Standby;

/// <summary>The messages about which process works.</summary>
internal static partial class StandbyLog
{
    [LoggerMessage(101, LogLevel.Information, "Standby {Name}: this process works now (term {Term}).")]
    public static partial void Claimed(ILogger logger, string name, ulong term);

    [LoggerMessage(102, LogLevel.Information, "Standby {Name}: another process works; this one waits.")]
    public static partial void Waiting(ILogger logger, string name);

    /// <remarks>None, if it was meant. Else see why this process gave no sign of life: its store, its load.</remarks>
    [LoggerMessage(103, LogLevel.Warning, "Standby {Name}: another process has taken over after term {Term}; this one stops its work and waits.")]
    public static partial void TakenOver(ILogger logger, string name, ulong term);

    /// <remarks>See why the store can't be written: network, credentials, the bucket's rights.</remarks>
    [LoggerMessage(104, LogLevel.Warning, "Standby {Name}: no sign of life could be written for {Limit} (term {Term}), so another process may take over; this one stops its work and waits.")]
    public static partial void NotRenewed(ILogger logger, string name, ulong term, TimeSpan limit);

    /// <remarks>None, unless message 104 follows.</remarks>
    [LoggerMessage(105, LogLevel.Warning, "Standby {Name}: a sign of life of term {Term} could not be written; it is tried again.")]
    public static partial void RenewalFailed(ILogger logger, Exception exception, string name, ulong term);

    /// <remarks>See why the store can't be read: network, credentials, the bucket's rights.</remarks>
    [LoggerMessage(106, LogLevel.Warning, "Standby {Name}: the store doesn't show who works; it is tried again.")]
    public static partial void LookFailed(ILogger logger, Exception exception, string name);

    [LoggerMessage(107, LogLevel.Information, "Standby {Name}: the work of term {Term} has ended in order; another process may begin.")]
    public static partial void Released(ILogger logger, string name, ulong term);

    [LoggerMessage(108, LogLevel.Error, "Standby {Name}: the process that works (term {Term}) doesn't have brand {Brand}, so nobody captures it. Give services with other brands another Standby:Name, or all processes of one name the same brands.")]
    public static partial void NotServed(ILogger logger, string name, ulong term, string brand);

    /// <remarks>See the error; the other process has taken over.</remarks>
    [LoggerMessage(109, LogLevel.Warning, "Standby {Name}: the work of term {Term} ended with an error when it was told to end; this process goes on.")]
    public static partial void EndedByError(ILogger logger, Exception exception, string name, ulong term);
}
