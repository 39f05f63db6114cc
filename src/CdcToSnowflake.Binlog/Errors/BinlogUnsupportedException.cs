namespace CdcToSnowflake.Binlog;

/// <summary>The binlog holds something that can't be turned into row changes (statements instead of rows, encryption …); the message names the remedy.</summary>
/// <remarks>Do what the message says: most often a setting of the server, <c>binlog_format = ROW</c> above all.</remarks>
public sealed class BinlogUnsupportedException : BinlogException
{
    /// <inheritdoc/>
    public BinlogUnsupportedException()
    {
    }

    /// <inheritdoc/>
    public BinlogUnsupportedException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public BinlogUnsupportedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public BinlogUnsupportedException(string message, string? file, long? position, Exception? innerException = null)
        : base(message, file, position, innerException)
    {
    }
}
