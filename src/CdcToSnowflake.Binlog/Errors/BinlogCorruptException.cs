namespace CdcToSnowflake.Binlog;

/// <summary>The bytes are not a whole, sound binlog: a wrong checksum, a truncated event, a length that doesn't fit, an event over the limit.</summary>
/// <remarks>Take the file or the stream again from the server. If the server's own file is damaged, read the tables again behind it. If an event is over the limit, raise <see cref="BinlogOptions.MaxEventBytes"/>.</remarks>
public sealed class BinlogCorruptException : BinlogException
{
    /// <inheritdoc/>
    public BinlogCorruptException()
    {
    }

    /// <inheritdoc/>
    public BinlogCorruptException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public BinlogCorruptException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public BinlogCorruptException(string message, string? file, long? position, Exception? innerException = null)
        : base(message, file, position, innerException)
    {
    }
}
