namespace CdcToSnowflake.Binlog;

/// <summary>The position to start from doesn't exist there, is gone, or lies inside a transaction.</summary>
/// <remarks>Read the server that has the position. If none has it, begin anew after a new snapshot, and let the server keep its binlog longer.</remarks>
public sealed class BinlogPositionException : BinlogException
{
    /// <inheritdoc/>
    public BinlogPositionException()
    {
    }

    /// <inheritdoc/>
    public BinlogPositionException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public BinlogPositionException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public BinlogPositionException(string message, string? file, long? position, Exception? innerException = null)
        : base(message, file, position, innerException)
    {
    }

    /// <summary>Whether it may go better without anything being changed: the server hasn't what was read, and is set up as a replica, which may be behind. On MariaDB the account needs <c>REPLICA MONITOR</c> to know that.</summary>
    public bool IsPassing { get; init; }
}
