using System.Globalization;

namespace CdcToSnowflake.Binlog;

/// <summary>What a server says of itself and its binlog.</summary>
public sealed record BinlogServerInfo
{
    /// <summary>The version, such as <c>9.7.0</c> or <c>10.11.14-MariaDB</c>.</summary>
    public required string ServerVersion { get; init; }

    /// <summary>Whether it is a MariaDB.</summary>
    public required bool IsMariaDb { get; init; }

    /// <summary>The server's own <c>server_id</c>.</summary>
    public required uint ServerId { get; init; }

    /// <summary>The <c>server_uuid</c>; null for MariaDB.</summary>
    public Guid? ServerUuid { get; init; }

    /// <summary>Whether it writes a binlog.</summary>
    public required bool IsBinlogOn { get; init; }

    /// <summary><c>binlog_format</c>; ROW is needed.</summary>
    public required string Format { get; init; }

    /// <summary><c>binlog_row_image</c>; FULL is needed.</summary>
    public required string RowImage { get; init; }

    /// <summary><c>binlog_row_metadata</c>; FULL logs column names and keys. Null on servers that don't know it (before MySQL 8.0, MariaDB 10.5).</summary>
    public string? RowMetadata { get; init; }

    /// <summary><c>binlog_row_value_options</c>; PARTIAL_JSON logs only what changed in a JSON value. Empty where unset or unknown.</summary>
    public string RowValueOptions { get; init; } = "";

    /// <summary><c>binlog_checksum</c>: CRC32 or NONE.</summary>
    public required string Checksum { get; init; }

    /// <summary><c>gtid_mode</c>; null for MariaDB, whose GTIDs are always on, and before MySQL 5.6.</summary>
    public string? GtidMode { get; init; }

    /// <summary>The GTIDs executed: <c>gtid_executed</c>, or MariaDB's <c>gtid_binlog_pos</c>. Null where there are none.</summary>
    public string? GtidExecuted { get; init; }

    /// <summary>The GTIDs whose files are gone, <c>gtid_purged</c>; null for MariaDB.</summary>
    public string? GtidPurged { get; init; }

    /// <summary>Whether it is a node of a Galera cluster.</summary>
    internal bool IsCluster { get; init; }

    /// <summary>The name that its log goes by, which no other server's does; null where there is none: nodes of a MariaDB cluster may have one server_id, and each a log of its own.</summary>
    internal string? LogOwner => ServerUuid?.ToString() ?? (IsCluster || ServerId == 0 ? null : ServerId.ToString(CultureInfo.InvariantCulture));

    /// <summary>The binlog files, oldest first; null if the account lacks REPLICATION CLIENT (MariaDB: BINLOG MONITOR).</summary>
    public IReadOnlyList<BinlogLogFile>? Logs { get; init; }

    /// <summary>What keeps the server's binlog from being read as whole row changes, each with the SQL that changes it; empty when all is well.</summary>
    public IEnumerable<string> Problems
    {
        get
        {
            const string managed = "Aurora, RDS: in the parameter group";
            if (!IsBinlogOn)
                yield return $"it writes no binlog: start it with --log-bin and a --server-id ({managed}: binlog_format = ROW, and turn automated backups on)";
            if (!Format.Equals("ROW", StringComparison.OrdinalIgnoreCase))
                yield return $"binlog_format is {Format}: run SET GLOBAL binlog_format = 'ROW' ({managed}), then let the sessions that are open reconnect";
            if (!RowImage.Equals("FULL", StringComparison.OrdinalIgnoreCase))
                yield return $"binlog_row_image is {RowImage}: run SET GLOBAL binlog_row_image = 'FULL' ({managed}), then let the sessions that are open reconnect";
        }
    }
}
