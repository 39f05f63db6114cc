using CdcToSnowflake.Capture;
using CdcToSnowflake.Storage;
using MySqlConnector;

namespace CdcToSnowflake.Preflight.Source;

/// <summary>All that is checked at a brand's server.</summary>
internal sealed class SourceChecks(string brand, string connectionString, IObjectStore? store, CaptureOptions options)
{
    public async Task RunAsync(Findings server, Findings tables, CancellationToken cancellationToken)
    {
        SourceServer source;
        try
        {
            source = await SourceServer.OpenAsync(connectionString, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is MySqlException or ArgumentException)
        {
            // The driver's message names the host and the user, never the password.
            server.Fail("connection", e.Message, "Check host, port, user, password and TLS of the connection string, and that this machine may reach the server.");
            return;
        }

        await using (source.ConfigureAwait(false))
        {
            try
            {
                server.Pass("connection", source.Product);
                SettingChecks.Run(source, server);
                await GrantChecks.RunAsync(source, server, cancellationToken).ConfigureAwait(false);
                await new RetentionChecks(brand, store).RunAsync(source, server, cancellationToken).ConfigureAwait(false);
                await new TableChecks(source, options).RunAsync(tables, cancellationToken).ConfigureAwait(false);
            }
            catch (MySqlException e)
            {
                server.Fail("questions", $"the server refused a question of the preflight: {e.Message}", "Mend what it names, and run the preflight again.");
            }
        }
    }
}
