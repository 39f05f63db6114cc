namespace CdcToSnowflake.Binlog;

/// <summary>The server did not answer within the connection time-out, or fell silent although heartbeats were asked for.</summary>
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
