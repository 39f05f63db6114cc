using CdcToSnowflake.Capture.Snapshots;

namespace CdcToSnowflake.Capture;

/// <summary>Where tables can be read as they are: the MySQL, Aurora MySQL or MariaDB server whose log is captured, or a replica of it. Only reads, and locks nothing.</summary>
public sealed class MySqlSnapshotSource
{
    private readonly string _primary;
    private readonly string? _replica;

    /// <summary>Makes the source; nothing is opened yet.</summary>
    /// <param name="connectionString">MySqlConnector's connection string of the server whose log is captured. The user needs SELECT on the captured tables and REPLICATION CLIENT (MariaDB: BINLOG MONITOR).</param>
    /// <param name="replicaConnectionString">That of a replica to read the rows from, with the same rights; null = from the server itself.</param>
    /// <exception cref="ArgumentException">The connection string is empty. What is wrong in it is found when a session is opened.</exception>
    public MySqlSnapshotSource(string connectionString, string? replicaConnectionString = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        (_primary, _replica) = (connectionString, replicaConnectionString);
    }

    /// <summary>Whether the rows come from a replica.</summary>
    internal bool HasReplica => _replica is not null;

    /// <summary>Opens a session on the server whose log is captured.</summary>
    internal Task<SourceSession> OpenPrimaryAsync(CancellationToken cancellationToken) => SourceSession.OpenAsync(_primary, cancellationToken);

    /// <summary>Opens a session on the server whose tables are read.</summary>
    internal Task<SourceSession> OpenReadingAsync(CancellationToken cancellationToken) => SourceSession.OpenAsync(_replica ?? _primary, cancellationToken);
}
