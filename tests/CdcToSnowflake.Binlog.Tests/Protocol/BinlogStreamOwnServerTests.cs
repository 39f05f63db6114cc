using CdcToSnowflake.Binlog.Protocol;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Protocol;

/// <summary>What needs a server that a test may stop, purge or set otherwise.</summary>
public sealed class BinlogStreamOwnServerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_PurgedPosition_IsAPositionErrorByGtidAndByFile()
    {
        await using var server = await MySqlServer.StartAsync();
        var options = BinlogClientOptions.Parse(server.ConnectionString);
        await using var client = new BinlogClient(options);
        var old = await client.GetCurrentPositionAsync(Cancelled);
        await server.ExecuteAsync("CREATE DATABASE a; FLUSH BINARY LOGS; FLUSH BINARY LOGS");
        var logs = (await client.InspectAsync(Cancelled)).Logs!;
        await server.ExecuteAsync($"PURGE BINARY LOGS TO '{logs[^1].Name}'");

        foreach (var from in new[] { old, old with { GtidSet = null } })
        {
            var error = await Assert.ThrowsAsync<BinlogPositionException>(() => ReadForeverAsync(options, from));
            Assert.Contains("no longer has the position", error.Message, StringComparison.Ordinal);
            Assert.Contains("gtid_purged", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ReadAsync_GtidsThatTheServerNeverHad_IsAPositionError()
    {
        await using var server = await MySqlServer.StartAsync();
        var options = BinlogClientOptions.Parse(server.ConnectionString);
        await using var client = new BinlogClient(options);
        var uuid = (await client.InspectAsync(Cancelled)).ServerUuid;

        await Assert.ThrowsAsync<BinlogPositionException>(() => ReadForeverAsync(options, new BinlogPosition("", 4) { GtidSet = $"{uuid}:1-1000000" }));
    }

    [Theory]
    [InlineData("--skip-log-bin", "writes no binlog")]
    [InlineData("--binlog-format=STATEMENT", "binlog_format is STATEMENT: run SET GLOBAL binlog_format = 'ROW'")]
    [InlineData("--binlog-row-image=MINIMAL", "binlog_row_image is MINIMAL: run SET GLOBAL binlog_row_image = 'FULL'")]
    public async Task OpenAsync_ServerThatLogsNoWholeRows_IsASettingsErrorThatNamesTheSql(string argument, string expected)
    {
        await using var server = await MySqlServer.StartAsync(new() { Arguments = [argument] });
        var options = BinlogClientOptions.Parse(server.ConnectionString);

        var error = await Assert.ThrowsAsync<BinlogServerSettingsException>(() => ReadForeverAsync(options, null));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_NoBinlogAndNoCheck_IsStillASettingsError()
    {
        await using var server = await MySqlServer.StartAsync(new() { Arguments = ["--skip-log-bin"] });

        await Assert.ThrowsAsync<BinlogServerSettingsException>(() => ReadForeverAsync(BinlogClientOptions.Parse(server.ConnectionString) with { RequireFullRows = false }, null));
    }

    [Fact]
    public async Task OpenAsync_WithoutChecksumsAndGtids_ReadsByFile()
    {
        await using var server = await MySqlServer.StartAsync(new() { Arguments = ["--binlog-checksum=NONE", "--gtid-mode=OFF", "--enforce-gtid-consistency=OFF"] });
        var options = BinlogClientOptions.Parse(server.ConnectionString);
        await using var client = new BinlogClient(options);
        var from = await client.GetCurrentPositionAsync(Cancelled);
        await server.ExecuteAsync("CREATE DATABASE without_checksums");

        await using var stream = await BinlogStream.OpenAsync(options, from, Cancelled);
        await RawEvents.ReadUntilAsync(stream, raw => RawEvents.Holds(raw, "CREATE DATABASE without_checksums"));

        Assert.Null(from.GtidSet);
        Assert.False(stream.HasChecksums);
        await Assert.ThrowsAsync<BinlogServerSettingsException>(() => ReadForeverAsync(options, new BinlogPosition("", 4) { GtidSet = $"{stream.Server.ServerUuid}:1" }));
    }

    [Fact]
    public async Task ReadAsync_ServerKilled_IsAConnectionErrorAtOnce()
    {
        await using var server = await MySqlServer.StartAsync();
        await using var stream = await BinlogStream.OpenAsync(BinlogClientOptions.Parse(server.ConnectionString) with { HeartbeatPeriod = TimeSpan.FromHours(1) }, null, Cancelled);
        await stream.ReadAsync();

        await server.KillAsync();

        await Assert.ThrowsAsync<BinlogConnectionException>(() => RawEvents.ReadUntilAsync(stream, _ => false));
    }

    [Fact]
    public async Task OpenAsync_ServerAcceptsAndSaysNothing_TimesOut()
    {
        await using var server = await MySqlServer.StartAsync();
        await using var proxy = new FaultProxy(server.Host, server.Port);
        proxy.FallSilent();
        var options = BinlogClientOptions.Parse(server.ConnectionString) with { Port = proxy.Port, ConnectTimeout = TimeSpan.FromMilliseconds(300) };

        await Assert.ThrowsAsync<BinlogTimeoutException>(async () => await BinlogStream.OpenAsync(options, null, Cancelled));
    }

    [Theory]
    [InlineData(BinlogTlsMode.Disabled)]
    [InlineData(BinlogTlsMode.Required)]
    public async Task ReadAsync_Cancelled_EndsAWaitingReadAndClosesTheSocket(BinlogTlsMode mode)
    {
        await using var server = await MySqlServer.StartAsync();
        using var stop = new CancellationTokenSource();
        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString) with { HeartbeatPeriod = TimeSpan.FromHours(1), TlsMode = mode });
        var waiting = Task.Run(
            async () =>
            {
                await foreach (var batch in client.ReadAsync(await client.GetCurrentPositionAsync(Cancelled), stop.Token))
                    stop.CancelAfter(TimeSpan.FromMilliseconds(200));
            },
            Cancelled);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        // The server notices a closed socket when it next writes to it.
        await server.ExecuteAsync("CREATE DATABASE wakes_the_sender");
        await using var connection = await server.OpenAsync(cancellationToken: Cancelled);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM information_schema.processlist WHERE command LIKE 'Binlog Dump%'";
        for (var tries = 0; Convert.ToInt64(await command.ExecuteScalarAsync(Cancelled), null) > 0; tries++)
        {
            Assert.True(tries < 100, "The server still sends.");
            await Task.Delay(100, Cancelled);
        }
    }

    private static async Task ReadForeverAsync(BinlogClientOptions options, BinlogPosition? from)
    {
        await using var stream = await BinlogStream.OpenAsync(options with { HeartbeatPeriod = TimeSpan.FromSeconds(1) }, from, Cancelled);
        await RawEvents.ReadUntilAsync(stream, raw => RawEvents.TypeOf(raw) == RawEvents.Heartbeat);
    }
}
