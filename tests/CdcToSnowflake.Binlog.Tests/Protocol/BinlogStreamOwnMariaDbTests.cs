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
        var logs = (await client.InspectAsync(Cancelled)).Logs!;
        await server.ExecuteAsync($"PURGE BINARY LOGS TO '{logs[^1].Name}'");
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

    [Fact]
    public async Task ReadAsync_EncryptedBinlog_IsReadFromTheServerAndRefusedFromDisk()
    {
        var keys = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(keys, $"1;{new string('a', 64)}\n", Cancelled);
            await using var server = await MariaDbServer.StartAsync(
                new() { Arguments = ["--plugin-load-add=file_key_management", $"--file-key-management-filename={keys}", "--encrypt-binlog=ON"] }, Cancelled);
            await server.ExecuteAsync("CREATE DATABASE secret");
            await using var stream = await BinlogStream.OpenAsync(BinlogClientOptions.Parse(server.ConnectionString), null, Cancelled);

            await RawEvents.ReadUntilAsync(stream, raw => RawEvents.Holds(raw, "CREATE DATABASE secret"));
            var error = await Assert.ThrowsAsync<BinlogUnsupportedException>(async () =>
            {
                await foreach (var batch in new BinlogFileReader(server.BinlogFiles).ReadAsync(null, Cancelled))
                {
                    while (batch.Read())
                        Assert.NotEqual(BinlogEventKind.Query, batch.Kind);
                }
            });
            Assert.Contains("encrypt", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(keys);
        }
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
