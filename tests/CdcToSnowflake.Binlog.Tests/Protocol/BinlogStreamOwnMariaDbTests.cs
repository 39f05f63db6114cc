using CdcToSnowflake.Binlog.Protocol;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Protocol;

/// <summary>What needs a MariaDB that a test may purge or set otherwise.</summary>
public sealed class BinlogStreamOwnMariaDbTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData(MariaDbServer.NewerRelease)]
    public async Task OpenAsync_WhatAServerRefuses_IsTypedAndNamesTheRemedy(string? release)
    {
        await using var server = await MariaDbServer.StartAsync(new() { Release = release }, Cancelled);
        var options = BinlogClientOptions.Parse(server.ConnectionString);
        await using var client = new BinlogClient(options);
        await server.ExecuteAsync("CREATE DATABASE a; CREATE USER weak@'%' IDENTIFIED BY 'weak'");
        var old = await client.GetCurrentPositionAsync(Cancelled);

        await FailsAsync<BinlogPrivilegeException>("GRANT REPLICATION SLAVE", options with { User = "weak", Password = "weak" }, old);
        await server.ExecuteAsync("SET GLOBAL binlog_format = 'STATEMENT'");
        await FailsAsync<BinlogServerSettingsException>("SET GLOBAL binlog_format = 'ROW'", options, old);
        await server.ExecuteAsync("SET GLOBAL binlog_format = 'ROW'; SET GLOBAL binlog_row_image = 'MINIMAL'");
        await FailsAsync<BinlogServerSettingsException>("SET GLOBAL binlog_row_image = 'FULL'", options, old);
        await server.ExecuteAsync("SET GLOBAL binlog_row_image = 'FULL'");

        await using (var first = await BinlogStream.OpenAsync(options, old, Cancelled))
        {
            await first.ReadAsync();
            await using var second = await BinlogStream.OpenAsync(options, old, Cancelled);
            await second.ReadAsync();
            var clash = await Assert.ThrowsAsync<BinlogServerIdException>(() => RawEvents.ReadUntilAsync(first, _ => false));
            Assert.Contains($"{options.ServerId}", clash.Message, StringComparison.Ordinal);
        }

        await server.ExecuteAsync("CREATE DATABASE b; FLUSH BINARY LOGS; FLUSH BINARY LOGS");
        // The server keeps files that it sends to someone, and notices that the readers above are gone only when it next writes to them.
        while ((await client.InspectAsync(Cancelled)).Logs! is var logs && logs.Any(log => log.Name == old.File))
            await server.ExecuteAsync($"PURGE BINARY LOGS TO '{logs[^1].Name}'; FLUSH BINARY LOGS");
        await FailsAsync<BinlogPositionException>("no longer has the position", options, old);
        await FailsAsync<BinlogPositionException>("no longer has the position", options, old with { GtidSet = null });
    }

    [Fact]
    public async Task OpenAsync_NoBinlog_IsASettingsError()
    {
        await using var server = await MariaDbServer.StartAsync(new() { Arguments = ["--skip-log-bin"] }, Cancelled);

        await FailsAsync<BinlogServerSettingsException>("--log-bin", BinlogClientOptions.Parse(server.ConnectionString), null);
        await FailsAsync<BinlogServerSettingsException>("--log-bin", BinlogClientOptions.Parse(server.ConnectionString) with { RequireFullRows = false }, null);
    }

    private static async Task FailsAsync<T>(string expected, BinlogClientOptions options, BinlogPosition? from)
        where T : BinlogException
    {
        var error = await Assert.ThrowsAsync<T>(async () =>
        {
            await using var stream = await BinlogStream.OpenAsync(options with { HeartbeatPeriod = TimeSpan.FromSeconds(1) }, from, Cancelled);
            await RawEvents.ReadUntilAsync(stream, raw => RawEvents.TypeOf(raw) == RawEvents.Heartbeat);
        });
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
