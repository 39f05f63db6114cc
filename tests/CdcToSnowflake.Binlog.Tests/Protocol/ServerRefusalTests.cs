using System.Text;
using CdcToSnowflake.Binlog.Protocol;

namespace CdcToSnowflake.Binlog.Tests.Protocol;

/// <summary>What no server of the tests can be made to say, in the words that servers have for it.</summary>
public sealed class ServerRefusalTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1236, "log event entry exceeded max_allowed_packet; Increase max_allowed_packet on source; the first event 'b.1' at 4", "SET GLOBAL max_allowed_packet")]
    [InlineData(1236, "Replica can not handle replication events with the checksum that source is configured to log", "SET GLOBAL binlog_checksum = 'CRC32'")]
    [InlineData(1236, "Misconfigured master - master server_id is 0", "--server-id")]
    [InlineData(1236, "The replication sender thread cannot start in AUTO_POSITION mode: this server has GTID_MODE = OFF instead of ON.", "SET GLOBAL gtid_mode = ON")]
    [InlineData(1236, "Cannot replicate anonymous transaction when @@GLOBAL.GTID_MODE = ON, at file ./b.1, position 157.", "SET GLOBAL gtid_mode = ON_PERMISSIVE")]
    [InlineData(1236, "Cannot replicate GTID-transaction when @@GLOBAL.GTID_MODE = OFF, at file ./b.1, position 157.", "SET GLOBAL gtid_mode = OFF_PERMISSIVE")]
    public async Task ReadAsync_SettingThatStandsInTheWay_IsASettingsErrorThatNamesTheSql(int code, string text, string remedy)
    {
        var error = await StreamFailsAsync<BinlogServerSettingsException>(code, text);

        Assert.Contains(remedy, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1236, "A replica with the same server_uuid/server_id as this replica has connected to the source")]
    [InlineData(4052, "A slave with the same server_id is already connected")]
    public async Task ReadAsync_ServerIdTakenTwice_IsNoLossToReconnectAfter(int code, string text)
    {
        var error = await StreamFailsAsync<BinlogServerIdException>(code, text);

        Assert.Contains("ServerId", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_UnknownChecksum_IsASettingsErrorThatNamesTheSql()
    {
        await using var server = new FakeServer(async session =>
        {
            await session.LogInAsync();
            while (await session.ReadAsync() is var command)
            {
                var isChecksum = Encoding.UTF8.GetString(command).Contains("SELECT @source_binlog_checksum", StringComparison.Ordinal);
                foreach (var packet in isChecksum ? FakeServer.Rows(["CRC64"]) : FakeServer.Answer(command))
                    await session.SendAsync(packet);
            }
        });

        var error = await Assert.ThrowsAsync<BinlogServerSettingsException>(() => ReadAsync(server.Options));

        Assert.Contains("SET GLOBAL binlog_checksum = 'CRC32'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_ConnectionWasClosedBeforeTheRead_IsALossOrTheCallersOwnCancellation()
    {
        await using var server = new FakeServer(session => session.ReadAsync());
        await using var lost = await PacketTransport.ConnectAsync("127.0.0.1", server.Port, 4096, TimeProvider.System, Cancelled);
        lost.Abort(AbortReason.None);
        await Assert.ThrowsAsync<BinlogConnectionException>(() => lost.ReadAsync().AsTask());

        using var stop = new CancellationTokenSource();
        await using var stopped = await PacketTransport.ConnectAsync("127.0.0.1", server.Port, 4096, TimeProvider.System, Cancelled);
        using var closing = stopped.CloseOn(stop.Token);
        await stop.CancelAsync();
        Assert.Equal(stop.Token, (await Assert.ThrowsAsync<OperationCanceledException>(() => stopped.ReadAsync().AsTask())).CancellationToken);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task InspectAsync_AnswerWithoutEnd_IsGivenUp(bool endsItsColumns)
    {
        await using var server = new FakeServer(async session =>
        {
            await session.LogInAsync();
            await session.ReadAsync();
            byte[][] packets = [.. FakeServer.Rows(["name", new string('v', 1 << 20)])];
            await session.SendAsync(packets[0]);
            for (var i = 0; ; i++)
                await session.SendAsync(packets[i < 2 || !endsItsColumns ? 1 : i == 2 ? 3 : 4]);
        });
        await using var client = new BinlogClient(server.Options);

        var error = await Assert.ThrowsAsync<BinlogConnectionException>(() => client.InspectAsync(Cancelled));

        Assert.Contains(endsItsColumns ? "64 MiB" : "more column definitions", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InspectAsync_ServerThatNeverAnswers_TimesOut()
    {
        await using var server = new FakeServer(async session =>
        {
            await session.LogInAsync();
            await session.ReadAsync();
            await session.ReadAsync(); // never comes
        });
        await using var client = new BinlogClient(server.Options with { ConnectTimeout = TimeSpan.FromSeconds(1) });

        var error = await Assert.ThrowsAsync<BinlogTimeoutException>(() => client.InspectAsync(Cancelled));

        Assert.Contains($"127.0.0.1:{server.Port}", error.Message, StringComparison.Ordinal);
    }

    private static async Task<T> StreamFailsAsync<T>(int code, string text)
        where T : BinlogException
    {
        var streams = 0;
        await using var server = new FakeServer(async session =>
        {
            streams++;
            await session.ToDumpAsync();
            await session.SendAsync(FakeServer.Error(code, text));
        });

        var error = await Assert.ThrowsAsync<T>(() => ReadAsync(server.Options with { ReconnectFor = TimeSpan.FromMinutes(5) }));

        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Assert.Equal(1, streams);
        return error;
    }

    private static async Task ReadAsync(BinlogClientOptions options)
    {
        await using var client = new BinlogClient(options);
        await foreach (var batch in client.ReadAsync(null, Cancelled))
            Assert.NotNull(batch);
    }
}
