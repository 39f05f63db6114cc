using CdcToSnowflake.TestServers;
using MySqlConnector;

namespace CdcToSnowflake.IntegrationTests.EndToEnd;

/// <summary>A brand's operational database on a server of its own.</summary>
internal sealed class Brand(string id, MySqlServer server) : IAsyncDisposable
{
    private const ulong SentinelKey = 900_000_000_000;

    private ulong _sentinels;

    public string Id => id;

    public MySqlServer Server => server;

    /// <summary>The brand's database in the warehouse.</summary>
    public string Raw => $"\"{id.ToUpperInvariant()}_DB\".\"RAW_SCHEMA\"";

    public static async Task<Brand> StartAsync(string id, params string[] serverOptions)
    {
        var server = await MySqlServer.StartAsync(new DatabaseServerOptions { Arguments = serverOptions });
        foreach (var statement in ShopSchema.Statements)
        {
            await server.ExecuteAsync(statement);
        }

        return new Brand(id, server);
    }

    /// <summary>Runs writers beside each other until all have done their share.</summary>
    public Task WriteAsync(int writers, int transactions, int seed, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, writers).Select(n => new Workload(server.ConnectionString, seed * 100 + n).RunAsync(transactions, cancellationToken)));

    /// <summary>Commits a row that nothing else touches: where it is seen, everything before it has arrived.</summary>
    /// <returns>Its key.</returns>
    public async Task<ulong> CommitSentinelAsync()
    {
        var key = SentinelKey + _sentinels++;
        await server.ExecuteAsync($"INSERT INTO shop.accounts VALUES ({key}, 'sentinel', 0, NOW(6))");
        return key;
    }

    public async Task<List<string>> SourceRowsAsync(ShopTable table, string? prefix = null)
    {
        await using var connection = await server.OpenAsync();
        await using (var zone = new MySqlCommand("SET time_zone = '+00:00'", connection))
        {
            await zone.ExecuteNonQueryAsync();
        }

        await using var command = new MySqlCommand(table.SourceSelect, connection);
        // Prepared, so that values come in binary: the text protocol rounds FLOAT to six digits.
        await command.PrepareAsync();
        return await CanonicalRows.ReadAsync(command, table, prefix);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
