using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Servers;

/// <summary>One MySQL for all tests of the collection; each test uses a schema named after itself.</summary>
public sealed class MySqlFixture : IAsyncLifetime, IAsyncDisposable
{
    public MySqlServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await MySqlServer.StartAsync();

    public ValueTask DisposeAsync() => Server?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Starts the binlog anew, runs statements in an empty schema, and gives the binlog files, which hold nothing but those.</summary>
    public async Task<IReadOnlyList<string>> WriteAsync(string schema, string sql)
    {
        await Server.ExecuteAsync($"DROP DATABASE IF EXISTS `{schema}`; RESET BINARY LOGS AND GTIDS; CREATE DATABASE `{schema}`;");
        await Server.ExecuteAsync(sql, schema);
        await Server.ExecuteAsync("FLUSH BINARY LOGS");
        return Server.BinlogFiles;
    }
}
