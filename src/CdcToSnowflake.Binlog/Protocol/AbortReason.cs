namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>Why this side closed the socket; what a failed read or write then means.</summary>
internal enum AbortReason
{
    None,
    Cancelled,
    ConnectTimeout,
    Silence,
}
