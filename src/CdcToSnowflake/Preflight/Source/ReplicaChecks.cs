using CdcToSnowflake.Capture;
using CdcToSnowflake.Capture.Snapshots;
using MySqlConnector;

namespace CdcToSnowflake.Preflight.Source;

/// <summary>The replica that tables are to be read from: whether it replicates, has them, and lets them be read.</summary>
internal sealed class ReplicaChecks(string replica, string? primary, CaptureOptions options)
{
    public async Task RunAsync(Findings findings, CancellationToken cancellationToken)
    {
        try
        {
            var server = await SourceServer.OpenAsync(replica, cancellationToken).ConfigureAwait(false);
            await using (server.ConfigureAwait(false))
            {
                findings.Pass("connection", server.Product);
                await ReplicatesAsync(server, findings, cancellationToken).ConfigureAwait(false);
                await TablesAsync(server, findings, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is MySqlException or ArgumentException)
        {
            // The driver's message names the host and the user, never the password.
            findings.Fail("connection", e.Message, "Check host, port, user, password and TLS of the replica's connection string, and that this machine may reach it.");
        }
    }

    private async Task ReplicatesAsync(SourceServer server, Findings findings, CancellationToken cancellationToken)
    {
        var session = await SourceSession.OpenAsync(replica, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            try
            {
                if ((await ReplicaStatus.ReadAsync(session, cancellationToken).ConfigureAwait(false)).Stopped is { } stopped)
                {
                    findings.Fail(
                        "replication",
                        $"it doesn't replicate ({stopped}), so nobody knows when it has what the log says",
                        server.IsAurora
                            ? "A reader of an Aurora cluster has no replication of its own: read the tables from the cluster's writer, or from a cluster or instance that replicates by the binlog."
                            : "START REPLICA; or mend what it names, or read the tables from the server itself.");
                }
                else
                {
                    findings.Pass("replication", "it replicates");
                }
            }
            catch (MySqlException e) when (e.ErrorCode is MySqlErrorCode.SpecifiedAccessDeniedError or MySqlErrorCode.AccessDenied)
            {
                var right = server.IsMariaDb ? "REPLICA MONITOR" : "REPLICATION CLIENT";
                findings.Fail(right, $"{server.Account} lacks it, and needs it to see how far the replica is", $"GRANT {right} ON *.* TO {server.Grantee};");
            }
        }
    }

    private async Task TablesAsync(SourceServer server, Findings findings, CancellationToken cancellationToken)
    {
        var tables = await TableChecks.ListAsync(server, options, cancellationToken).ConfigureAwait(false);
        await TableChecks.ReadableAsync(server, tables.Keys, findings, cancellationToken).ConfigureAwait(false);
        if (primary is null)
        {
            return;
        }

        var source = await SourceServer.OpenAsync(primary, cancellationToken).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            var missing = (await TableChecks.ListAsync(source, options, cancellationToken).ConfigureAwait(false)).Keys.Except(tables.Keys).Select(TableChecks.Name).ToList();
            if (missing.Count > 0)
            {
                findings.Fail(
                    "tables",
                    $"the server has them, and the replica doesn't, or doesn't show them to {server.Account}: {Findings.Some(missing)}",
                    $"GRANT SELECT ON *.* TO {server.Grantee}; or take them out of the replica's filters (replicate_ignore_table and the like), or leave them out by CaptureOptions.ExcludedTables.");
            }
        }
    }
}
