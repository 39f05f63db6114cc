namespace CdcToSnowflake.Binlog;

/// <summary>Another reader or replica uses the same server_id; the server ended this one's stream. Each reader needs an id of its own.</summary>
/// <remarks>Give each reader a <see cref="BinlogClientOptions.ServerId"/> of its own (<c>Server Id</c> in a connection string).</remarks>
public sealed class BinlogServerIdException : BinlogException
{
    /// <inheritdoc/>
    public BinlogServerIdException()
    {
    }

    /// <inheritdoc/>
    public BinlogServerIdException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public BinlogServerIdException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public BinlogServerIdException(string message, string? file, long? position, Exception? innerException = null)
        : base(message, file, position, innerException)
    {
    }
}
