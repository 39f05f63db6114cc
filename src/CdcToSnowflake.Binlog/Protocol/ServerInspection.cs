using System.Globalization;

namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>The questions put to a server before its binlog is read.</summary>
internal static class ServerInspection
{
    // SHOW instead of SELECT @@…: a variable that a version lacks is a missing row there, not an error.
    private const string Variables = "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('server_id', 'server_uuid', 'log_bin', 'binlog_format', 'binlog_row_image', "
        + "'binlog_row_metadata', 'binlog_row_value_options', 'binlog_checksum', 'gtid_mode', 'gtid_binlog_pos', 'wsrep_on')";

    public static async ValueTask<BinlogServerInfo> InspectAsync(ServerConnection connection, bool withLogs)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in await connection.QueryAsync(Variables).ConfigureAwait(false))
        {
            if (row is [{ } name, var value, ..])
                found[name] = value ?? "";
        }
        var info = new BinlogServerInfo
        {
            ServerVersion = connection.Greeting.ServerVersion,
            IsMariaDb = connection.Greeting.IsMariaDb,
            ServerId = uint.TryParse(found.GetValueOrDefault("server_id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0,
            ServerUuid = Guid.TryParse(found.GetValueOrDefault("server_uuid"), out var uuid) ? uuid : null,
            IsBinlogOn = found.GetValueOrDefault("log_bin") is "ON" or "1",
            Format = found.GetValueOrDefault("binlog_format", "unknown"),
            RowImage = found.GetValueOrDefault("binlog_row_image", "FULL"), // before 5.6 there was no other
            RowMetadata = found.GetValueOrDefault("binlog_row_metadata"),
            RowValueOptions = found.GetValueOrDefault("binlog_row_value_options", ""),
            Checksum = found.GetValueOrDefault("binlog_checksum", "NONE"),
            GtidMode = found.GetValueOrDefault("gtid_mode"),
            GtidExecuted = found.GetValueOrDefault("gtid_binlog_pos"),
            IsCluster = found.GetValueOrDefault("wsrep_on") is "ON" or "1",
        };
        if (info.GtidMode is not null)
        {
            // SHOW cuts values off at 1,024 characters, and these have no such limit.
            var rows = await connection.QueryAsync("SELECT @@GLOBAL.gtid_executed, @@GLOBAL.gtid_purged").ConfigureAwait(false);
            if (rows is [[var executed, var purged]])
                info = info with { GtidExecuted = OneLine(executed), GtidPurged = OneLine(purged) };
        }
        return withLogs ? info with { Logs = await LogsAsync(connection).ConfigureAwait(false) } : info;
    }

    /// <summary>Where the server writes now.</summary>
    public static async ValueTask<BinlogPosition> CurrentPositionAsync(ServerConnection connection, BinlogServerInfo info)
    {
        var rows = await connection.QueryAsync(HasNewNames(connection.Greeting) ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS").ConfigureAwait(false);
        if (rows is not [[{ } file, { } offset, ..] row] || !long.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
            throw new BinlogServerSettingsException($"{connection.Transport.Endpoint} writes no binlog. Start it with --log-bin and a --server-id.");
        var position = new BinlogPosition(file, at) { ServerUuid = info.ServerUuid, IsMariaDb = info.IsMariaDb };
        if (info.IsMariaDb)
        {
            // The state at just this place; gtid_binlog_pos may have moved on since.
            var state = await connection.QueryAsync($"SELECT BINLOG_GTID_POS('{file.Replace("'", "''", StringComparison.Ordinal)}', {at})").ConfigureAwait(false);
            return position with { GtidSet = state is [[var gtids]] ? gtids : null };
        }
        return info.GtidMode == "ON" && row.Length >= 5 ? position with { GtidSet = OneLine(row[4]) } : position;
    }

    /// <summary>The binlog files in order; null where the account may not know.</summary>
    public static async ValueTask<IReadOnlyList<BinlogLogFile>?> LogsAsync(ServerConnection connection)
    {
        try
        {
            var rows = await connection.QueryAsync("SHOW BINARY LOGS").ConfigureAwait(false);
            return [.. rows.Select(row => new BinlogLogFile(row[0] ?? "", long.Parse(row[1] ?? "0", CultureInfo.InvariantCulture)))];
        }
        catch (BinlogPrivilegeException)
        {
            return null;
        }
        catch (BinlogServerSettingsException)
        {
            return [];
        }
    }

    /// <summary>Whether the server is another's replica, so that it may get what it lacks: it replicates, or is set up to. False where the account may not know.</summary>
    public static async ValueTask<bool> IsReplicaAsync(ServerConnection connection)
    {
        // Channels of a group's replication are in no SHOW.
        string[] questions = connection.Greeting.IsMariaDb
            ? ["SHOW ALL SLAVES STATUS"]
            : [HasNewNames(connection.Greeting) ? "SHOW REPLICA STATUS" : "SHOW SLAVE STATUS", "SELECT 1 FROM performance_schema.replication_applier_status WHERE SERVICE_STATE = 'ON'"];
        foreach (var question in questions)
        {
            try
            {
                if ((await connection.QueryAsync(question).ConfigureAwait(false)).Count > 0)
                    return true;
            }
            catch (BinlogPrivilegeException)
            {
            }
            catch (BinlogConnectionException e) when (e.Message.Contains("refused a command", StringComparison.Ordinal))
            {
            }
        }
        return false;
    }

    /// <summary>MySQL 8.2 brought the new names, and 8.4 took the old ones away.</summary>
    private static bool HasNewNames(Greeting greeting)
    {
        var digits = greeting.ServerVersion.Split('-')[0];
        return !greeting.IsMariaDb && Version.TryParse(digits, out var version) && version >= new Version(8, 4);
    }

    private static string? OneLine(string? gtids) => gtids?.Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
}
