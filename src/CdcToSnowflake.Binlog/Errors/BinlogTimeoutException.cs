namespace CdcToSnowflake.Binlog;

/// <summary>The server did not answer within the connection time-out, or fell silent although heartbeats were asked for.</summary>
/// <remarks>Check the network and the server's load; raise <see cref="BinlogClientOptions.ConnectTimeout"/> or <see cref="BinlogClientOptions.HeartbeatPeriod"/> where it is only slow. The service tries again by itself.</remarks>
public sealed class BinlogTimeoutException : BinlogException
{
    /// <inheritdoc/>
    public BinlogTimeoutException()
    {
    }

    /// <inheritdoc/>
    public BinlogTimeoutException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public BinlogTimeoutException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public BinlogTimeoutException(string message, string? file, long? position, Exception? innerException = null)
        : base(message, file, position, innerException)
    {
    }
}
