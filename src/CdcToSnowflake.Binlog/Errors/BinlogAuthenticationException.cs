namespace CdcToSnowflake.Binlog;

/// <summary>The server refused the account, or asks for a way to log in that isn't known or isn't safe.</summary>
/// <remarks>Check user, password and TLS of the connection string; the message names the way to log in that was asked for.</remarks>
public sealed class BinlogAuthenticationException : BinlogException
{
    /// <inheritdoc/>
    public BinlogAuthenticationException()
    {
    }

    /// <inheritdoc/>
    public BinlogAuthenticationException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public BinlogAuthenticationException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public BinlogAuthenticationException(string message, string? file, long? position, Exception? innerException = null)
        : base(message, file, position, innerException)
    {
    }
}
