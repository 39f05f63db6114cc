namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>Turns the server's refusals into typed exceptions that name the remedy.</summary>
/// <remarks>Codes from MySQL's mysqld_error.h; the texts of 1236 from rpl_binlog_sender.cc and MariaDB's sql_repl.cc, which tell its causes apart by text alone.</remarks>
internal static class ServerErrors
{
    /// <summary>ER_SOURCE_FATAL_ERROR_READING_BINLOG.</summary>
    private const int BinlogRead = 1236;

    /// <summary>MariaDB's ER_SLAVE_SAME_ID.</summary>
    private const int SameServerId = 4052;

    public static BinlogException AtLogin(ErrorPacket error, string user, string endpoint) => error.Code switch
    {
        1045 or 1044 or 1698 or 1862 or 3118 or 1251 or 1524 or 2059 => new BinlogAuthenticationException(
            $"{endpoint} refused the login of '{user}': {error}. Check the user, the password and the host that the account is for (SELECT user, host, plugin FROM mysql.user)."),
        _ => new BinlogConnectionException($"{endpoint} refused the connection: {error}."),
    };

    public static BinlogException AtCommand(ErrorPacket error, string user, string endpoint) => error.Code switch
    {
        1045 or 1044 or 1227 => new BinlogPrivilegeException(
            $"{endpoint} does not let '{user}' read the binlog: {error}. Run: GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO '{user}'@'<host>'"),
        1381 => BinlogOff(endpoint, error),
        _ => new BinlogConnectionException($"{endpoint} refused a command: {error}."),
    };

    public static BinlogException InStream(ErrorPacket error, string user, string endpoint, uint serverId, bool isReplica = false)
    {
        if (error.Code is not (BinlogRead or SameServerId))
            return AtCommand(error, user, endpoint);
        var text = error.Text;
        if (error.Code == SameServerId || Has(text, "same server_uuid/server_id") || Has(text, "same server_id"))
            return new BinlogServerIdException(
                $"{endpoint} ended the stream since another reader or replica with server_id {serverId} has connected. Give each its own ServerId (SHOW REPLICAS lists those in use): {error}.");
        var isAhead = Has(text, "not in the master's binlog") || Has(text, "not in the primary's binlog");
        if (isAhead || Has(text, "purged") || Has(text, "Could not find first log file name") || Has(text, "find GTID state requested"))
            return new BinlogPositionException(
                $"{endpoint} no longer has the position to start from: {error}. What is still there: SHOW BINARY LOGS; SELECT @@GLOBAL.gtid_purged. "
                + "If it was restored to an earlier time, or promoted without what was read, it never had it. Take a new snapshot and start after it, and keep the binlog longer (SET GLOBAL binlog_expire_logs_seconds = …; Aurora, RDS: CALL mysql.rds_set_configuration('binlog retention hours', …)).")
            {
                IsPassing = isAhead && isReplica,
            };
        if (Has(text, "impossible position") || Has(text, "> file size") || Has(text, "more GTIDs than") || Has(text, "ahead of") || Has(text, "requested to start from GTID") || Has(text, "bogus data in log event") || Has(text, "truncated in the middle"))
            return new BinlogPositionException(
                $"{endpoint} does not know the position to start from: {error}. It belongs to another server, to binlogs from before a reset, or lies inside an event; or the server's disk was full and its file is cut off.");
        if (Has(text, "anonymous transaction when @@GLOBAL.GTID_MODE = ON"))
            return new BinlogServerSettingsException(
                $"{endpoint} has transactions without a GTID behind the place to read from, and doesn't send them while gtid_mode is ON: {error}. Run SET GLOBAL gtid_mode = ON_PERMISSIVE, let this reader come past the "
                + "last of them (to a file that was begun since), and only then set it ON again (Aurora, RDS: in the parameter group); or take a new snapshot and start after it.");
        if (Has(text, "GTID-transaction when @@GLOBAL.GTID_MODE = OFF"))
            return new BinlogServerSettingsException(
                $"{endpoint} has transactions with a GTID behind the place to read from, and doesn't send them while gtid_mode is OFF: {error}. Run SET GLOBAL gtid_mode = OFF_PERMISSIVE, or go on to ON (Aurora, RDS: in the parameter group).");
        if (Has(text, "GTID_MODE"))
            return new BinlogServerSettingsException(
                $"{endpoint} can't start from a GTID set: {error}. Its gtid_mode must be ON for that: SET GLOBAL gtid_mode = ON (after OFF_PERMISSIVE and ON_PERMISSIVE, with enforce_gtid_consistency = ON).");
        if (Has(text, "Binary log is not open") || Has(text, "server_id was not set") || Has(text, "server_id is 0"))
            return BinlogOff(endpoint, error);
        if (Has(text, "crc check") || Has(text, "invalid event") || Has(text, "decryption failure"))
            return new BinlogCorruptException(
                $"{endpoint} can't read its own binlog any further: {error}. The file is damaged, or its key is lost. Read a replica that has logged the same transactions, or take a new snapshot and start after it.");
        if (Has(text, "checksum"))
            return new BinlogServerSettingsException($"{endpoint} writes a binlog checksum that it could not agree on: {error}. Run: SET GLOBAL binlog_checksum = 'CRC32'");
        if (Has(text, "max_allowed_packet"))
            return new BinlogServerSettingsException($"{endpoint} can't send an event: {error}. Run: SET GLOBAL max_allowed_packet = 1073741824. If the position to start from isn't one that a reader gave, it may lie inside an event, too.");
        return new BinlogConnectionException($"{endpoint} ended the stream: {error}.");
    }

    private static BinlogServerSettingsException BinlogOff(string endpoint, ErrorPacket error) =>
        new($"{endpoint} writes no binlog: {error}. Start the server with --log-bin and a --server-id (Aurora, RDS: set binlog_format = ROW in the parameter group, turn automated backups on, restart).");

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
