namespace CdcToSnowflake.Binlog;

/// <summary>The account logged in but may not read the binlog; the message names the GRANT that it needs.</summary>
/// <remarks>Run the GRANT that the message names: <c>GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO …</c>.</remarks>
public sealed class BinlogPrivilegeException : BinlogException
{
    /// <inheritdoc/>
    public BinlogPrivilegeException()
    {
    }

    /// <inheritdoc/>
    public BinlogPrivilegeException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public BinlogPrivilegeException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public BinlogPrivilegeException(string message, string? file, long? position, Exception? innerException = null)
        : base(message, file, position, innerException)
    {
    }
}
