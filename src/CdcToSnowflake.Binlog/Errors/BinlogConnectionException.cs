namespace CdcToSnowflake.Binlog;

/// <summary>The server can't be reached, went away, or refused the replication stream.</summary>
/// <remarks>Check host, port, network and certificate. The service tries again by itself.</remarks>
public sealed class BinlogConnectionException : BinlogException
{
    /// <inheritdoc/>
    public BinlogConnectionException()
    {
    }

    /// <inheritdoc/>
    public BinlogConnectionException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public BinlogConnectionException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public BinlogConnectionException(string message, string? file, long? position, Exception? innerException = null)
        : base(message, file, position, innerException)
    {
    }
}
