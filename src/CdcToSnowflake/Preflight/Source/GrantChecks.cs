using MySqlConnector;

namespace CdcToSnowflake.Preflight.Source;

/// <summary>What the capture's account may do at the server, beside reading tables.</summary>
internal static class GrantChecks
{
    public static async Task RunAsync(SourceServer source, Findings findings, CancellationToken cancellationToken)
    {
        var status = source.IsMariaDb || source.Numbers < new Version(8, 2) ? "SHOW MASTER STATUS" : "SHOW BINARY LOG STATUS";
        var client = await MayAsync(source, status, cancellationToken).ConfigureAwait(false);
        Report("REPLICATION CLIENT", client, source.IsMariaDb ? "BINLOG MONITOR" : "REPLICATION CLIENT");
        Report("REPLICATION SLAVE", await MayReplicateAsync(source, cancellationToken).ConfigureAwait(false), "REPLICATION SLAVE");
        if (client)
        {
            await FiltersAsync(source, status, findings, cancellationToken).ConfigureAwait(false);
        }

        await ReplicaAsync(source, findings, cancellationToken).ConfigureAwait(false);

        void Report(string privilege, bool has, string grant)
        {
            if (has)
            {
                findings.Pass(privilege, $"{source.Account} has it");
            }
            else
            {
                findings.Fail(privilege, $"{source.Account} lacks it", $"GRANT {grant} ON *.* TO {source.Grantee};");
            }
        }
    }

    // SHOW REPLICAS asks for exactly this privilege (manual: "SHOW REPLICAS Statement"); MariaDB's asks for another one, so there its grants are read.
    private static async Task<bool> MayReplicateAsync(SourceServer source, CancellationToken cancellationToken)
    {
        if (!source.IsMariaDb)
        {
            return await MayAsync(source, source.Numbers < new Version(8, 0, 22) ? "SHOW SLAVE HOSTS" : "SHOW REPLICAS", cancellationToken).ConfigureAwait(false);
        }

        var grants = await source.AskAsync("SHOW GRANTS", cancellationToken).ConfigureAwait(false);
        return grants.Exists(grant => grant[0] is { } text && text.Contains(" ON *.* ", StringComparison.Ordinal)
            && (text.Contains("ALL PRIVILEGES", StringComparison.Ordinal) || text.Contains("REPLICATION SLAVE,", StringComparison.Ordinal) || text.Contains("REPLICATION SLAVE ON", StringComparison.Ordinal)));
    }

    private static async Task<bool> MayAsync(SourceServer source, string sql, CancellationToken cancellationToken)
    {
        try
        {
            await source.AskAsync(sql, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (MySqlException e) when (e.ErrorCode is MySqlErrorCode.SpecifiedAccessDeniedError or MySqlErrorCode.AccessDenied or MySqlErrorCode.DatabaseAccessDenied)
        {
            return false;
        }
    }

    // binlog_do_db and binlog_ignore_db are no variables on every server; the status shows them everywhere.
    private static async Task FiltersAsync(SourceServer source, string status, Findings findings, CancellationToken cancellationToken)
    {
        const int DoDb = 2, IgnoreDb = 3;
        var row = (await source.AskAsync(status, cancellationToken).ConfigureAwait(false)).FirstOrDefault();
        if (row is null || (string.IsNullOrEmpty(row[DoDb]) && string.IsNullOrEmpty(row[IgnoreDb])))
        {
            return;
        }

        findings.Fail(
            "binlog filters",
            $"the server logs some schemas only (binlog_do_db={row[DoDb]}, binlog_ignore_db={row[IgnoreDb]}), and by a session's default schema at that: changes would be missing",
            "Take binlog_do_db and binlog_ignore_db out of the server's option file, restart it, and choose tables with CaptureOptions.Tables.");
    }

    private static async Task ReplicaAsync(SourceServer source, Findings findings, CancellationToken cancellationToken)
    {
        var sql = source.IsMariaDb ? "SHOW ALL SLAVES STATUS" : source.Numbers < new Version(8, 0, 22) ? "SHOW SLAVE STATUS" : "SHOW REPLICA STATUS";
        List<string?[]> sources;
        try
        {
            sources = await source.AskAsync(sql, cancellationToken).ConfigureAwait(false);
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.SpecifiedAccessDeniedError)
        {
            return; // MariaDB asks for SLAVE MONITOR, which a capture needn't have
        }

        var passesOn = source.Setting("log_replica_updates") ?? source.Setting("log_slave_updates");
        if (sources.Count > 0 && passesOn != "ON")
        {
            findings.Fail(
                "log_replica_updates",
                "the server is a replica that doesn't log what it applies: its binlog lacks all of its source's changes",
                $"{(source.IsMariaDb ? "log_slave_updates" : "log_replica_updates")}=ON in the server's option file, then restart it; or capture from its source.");
        }
    }
}
