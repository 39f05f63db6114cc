using System.Globalization;
using CdcToSnowflake.Binlog;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>Asks a server where it writes its binlog now.</summary>
internal static class SourcePosition
{
    /// <summary>The end of the log. All that any session sees by now lies before it: rows become visible only after their log is written.</summary>
    public static async Task<BinlogPosition> NowAsync(SourceSession session, CancellationToken cancellationToken)
    {
        // MySQL 8.4 took the old name away.
        var hasNewName = !session.IsMariaDb && session.Version >= new Version(8, 4);
        var rows = await session.QueryAsync(hasNewName ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS", cancellationToken).ConfigureAwait(false);
        if (rows is not [[{ } file, { } offset, ..] row])
        {
            throw new InvalidOperationException("The source writes no binlog. Start it with --log-bin and a --server-id.");
        }

        var position = new BinlogPosition(file, long.Parse(offset, CultureInfo.InvariantCulture)) { IsMariaDb = session.IsMariaDb };
        if (session.IsMariaDb)
        {
            var state = await session.QueryAsync($"SELECT BINLOG_GTID_POS({SourceSql.Text(file)}, {position.Offset.ToString(CultureInfo.InvariantCulture)})", cancellationToken).ConfigureAwait(false);
            return position with { GtidSet = state is [[var gtids]] ? gtids : null };
        }

        var settings = await session.QueryAsync("SELECT @@GLOBAL.gtid_mode", cancellationToken).ConfigureAwait(false);
        return position with
        {
            ServerUuid = session.ServerUuid,
            GtidSet = settings[0][0] == "ON" && row.Length >= 5 ? row[4]?.Replace("\n", "", StringComparison.Ordinal) : null,
        };
    }
}
