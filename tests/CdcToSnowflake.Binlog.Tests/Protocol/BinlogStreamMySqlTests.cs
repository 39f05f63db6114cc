using System.Buffers.Binary;
using System.Text;
using CdcToSnowflake.Binlog.Protocol;
using CdcToSnowflake.Binlog.Tests.Servers;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Protocol;

[Collection(MySqlCollection.Name)]
public sealed class BinlogStreamMySqlTests(MySqlFixture fixture)
{
    private MySqlServer Server => fixture.Server;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(BinlogTlsMode.Disabled)]
    [InlineData(BinlogTlsMode.Required)]
    public async Task OpenAsync_FromTheFirst_BeginsWithRotateAndFormatAndReachesTheLastRow(BinlogTlsMode mode)
    {
        var table = await MakeTableAsync();
        await Server.ExecuteAsync($"INSERT INTO {table} VALUES (1, 'row of {table}')");

        await using var stream = await BinlogStream.OpenAsync(Options() with { TlsMode = mode }, null, Cancelled);
        var events = await RawEvents.ReadUntilAsync(stream, raw => IsRow(raw, $"row of {table}"));

        Assert.Equal(mode == BinlogTlsMode.Required, stream.Transport.IsEncrypted);
        Assert.Equal(RawEvents.Rotate, RawEvents.TypeOf(events[0]));
        Assert.Equal(RawEvents.FormatDescription, RawEvents.TypeOf(events[1]));
        Assert.Contains(events, raw => RawEvents.TypeOf(raw) == RawEvents.Query && RawEvents.Holds(raw, "CREATE TABLE"));
        Assert.True(stream.HasChecksums);
    }

    [Fact]
    public async Task OpenAsync_FromNow_BringsWhatHappensAfterwardsOnly()
    {
        var table = await MakeTableAsync();
        await Server.ExecuteAsync($"INSERT INTO {table} VALUES (1, 'before {table}')");
        await using var client = new BinlogClient(Options());
        var now = await client.GetCurrentPositionAsync(Cancelled);
        await Server.ExecuteAsync($"INSERT INTO {table} VALUES (2, 'after {table}')");

        foreach (var from in new[] { now, now with { GtidSet = null } })
        {
            await using var stream = await BinlogStream.OpenAsync(Options(), from, Cancelled);
            var events = await RawEvents.ReadUntilAsync(stream, raw => IsRow(raw, $"after {table}"));

            Assert.DoesNotContain(events, raw => IsRow(raw, $"before {table}"));
        }
    }

    [Fact]
    public async Task OpenAsync_FromAPositionInMidLog_GoesOnExactlyThere()
    {
        var table = await MakeTableAsync();
        await using var client = new BinlogClient(Options());
        var positions = new List<BinlogPosition>();
        for (var i = 0; i < 5; i++)
        {
            positions.Add(await client.GetCurrentPositionAsync(Cancelled));
            await Server.ExecuteAsync($"INSERT INTO {table} VALUES ({i}, 'mid {table} {i}.')");
        }

        for (var i = 0; i < positions.Count; i++)
        {
            foreach (var from in new[] { positions[i], positions[i] with { GtidSet = null } })
            {
                await using var stream = await BinlogStream.OpenAsync(Options(), from, Cancelled);
                var events = await RawEvents.ReadUntilAsync(stream, raw => IsRow(raw, $"mid {table} 4."));

                var found = events.Where(raw => IsRow(raw, $"mid {table} ")).Select(raw => Enumerable.Range(0, 5).Single(n => RawEvents.Holds(raw, $"mid {table} {n}.")));
                Assert.Equal(Enumerable.Range(i, 5 - i), found);
            }
        }
    }

    [Fact]
    public async Task ReadAsync_EventOver16MiB_ArrivesWholeAndTheBufferShrinksAgain()
    {
        var table = await MakeTableAsync();
        await Server.ExecuteAsync("SET GLOBAL max_allowed_packet = 134217728");
        await using var client = new BinlogClient(Options());
        var from = await client.GetCurrentPositionAsync(Cancelled);
        const int length = 40_000_000; // three packets
        await Server.ExecuteAsync($"INSERT INTO {table} VALUES (1, CONCAT('head', REPEAT('x', {length - 8}), 'tail')); INSERT INTO {table} VALUES (2, 'behind {table}')");

        await using var stream = await BinlogStream.OpenAsync(Options(), from, Cancelled);
        var events = await RawEvents.ReadUntilAsync(stream, raw => IsRow(raw, $"behind {table}"));

        var huge = Assert.Single(events, raw => raw.Length > length);
        var text = huge.AsSpan(huge.AsSpan().IndexOf("headx"u8), length);
        Assert.Equal(length - 8, text.Count((byte)'x'));
        Assert.EndsWith("tail", Encoding.ASCII.GetString(text[^10..]), StringComparison.Ordinal);
        Assert.Equal(Crc32OfTrailer(huge), System.IO.Hashing.Crc32.HashToUInt32(huge.AsSpan(0, huge.Length - 4)));
    }

    [Fact]
    public async Task ReadAsync_EventOverTheLimit_IsRefusedByItsHeader()
    {
        var table = await MakeTableAsync();
        await using var client = new BinlogClient(Options());
        var from = await client.GetCurrentPositionAsync(Cancelled);
        await Server.ExecuteAsync($"INSERT INTO {table} VALUES (1, REPEAT('x', 3000000))");

        await using var stream = await BinlogStream.OpenAsync(Options() with { Decoding = new BinlogOptions { MaxEventBytes = 1_000_000 } }, from, Cancelled);
        var error = await Assert.ThrowsAsync<BinlogCorruptException>(() => RawEvents.ReadUntilAsync(stream, _ => false));

        Assert.Contains("1000000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_IdleServer_SendsHeartbeats()
    {
        await using var client = new BinlogClient(Options());
        var from = await client.GetCurrentPositionAsync(Cancelled);

        await using var stream = await BinlogStream.OpenAsync(Options() with { HeartbeatPeriod = TimeSpan.FromSeconds(1) }, from, Cancelled);
        var events = await RawEvents.ReadUntilAsync(stream, raw => RawEvents.TypeOf(raw) is RawEvents.Heartbeat or RawEvents.HeartbeatV2);

        Assert.NotEmpty(events);
    }

    // The set of nothing is what earlier releases noted on a server without GTIDs.
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task OpenAsync_PositionOfAnotherServersFile_IsRefused(string? gtids)
    {
        await using var client = new BinlogClient(Options());
        var now = await client.GetCurrentPositionAsync(Cancelled);
        var foreign = now with { GtidSet = gtids, ServerUuid = Guid.NewGuid() };

        var error = await Assert.ThrowsAsync<BinlogPositionException>(async () => await BinlogStream.OpenAsync(Options(), foreign, Cancelled));

        Assert.Contains(foreign.ServerUuid.ToString()!, error.Message, StringComparison.Ordinal);
        Assert.Equal(now.File, error.File);
    }

    [Theory]
    [InlineData("no-such-file.000042", 4L)]
    [InlineData(null, 4_000_000_000L)]
    public async Task ReadAsync_PositionThatIsNotThere_IsAPositionError(string? file, long offset)
    {
        await using var client = new BinlogClient(Options());
        var now = await client.GetCurrentPositionAsync(Cancelled);

        await Assert.ThrowsAsync<BinlogPositionException>(() => ReadOnceAsync(Options(), new BinlogPosition(file ?? now.File, offset)));
    }

    [Theory]
    [InlineData("not a set")]
    [InlineData("3e11fa47-71ca-11e1-9e33-c80aa9429562")]
    [InlineData("3e11fa47-71ca-11e1-9e33-c80aa9429562:5-3")]
    [InlineData("3e11fa47-71ca-11e1-9e33-c80aa9429562:0")]
    public async Task ReadAsync_MalformedGtidSet_IsAPositionError(string gtids) =>
        await Assert.ThrowsAsync<BinlogPositionException>(() => ReadOnceAsync(Options(), new BinlogPosition("", 4) { GtidSet = gtids }));

    [Fact]
    public async Task ReadAsync_TwoReadersWithOneServerId_TheFirstLearnsOfIt()
    {
        var options = Options();
        await using var client = new BinlogClient(options);
        var from = await client.GetCurrentPositionAsync(Cancelled);
        await using var first = await BinlogStream.OpenAsync(options, from, Cancelled);
        await first.ReadAsync();

        await using var second = await BinlogStream.OpenAsync(options, from, Cancelled);
        await second.ReadAsync();
        var error = await Assert.ThrowsAsync<BinlogServerIdException>(() => RawEvents.ReadUntilAsync(first, _ => false));

        Assert.Contains($"{options.ServerId}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_AccountWithoutReplicationSlave_IsAPrivilegeErrorThatNamesTheGrant()
    {
        await Server.ExecuteAsync("CREATE USER IF NOT EXISTS 'weak'@'%' IDENTIFIED BY 'weak'");

        var error = await Assert.ThrowsAsync<BinlogPrivilegeException>(() => ReadOnceAsync(Options() with { User = "weak", Password = "weak" }, null));

        Assert.Contains("GRANT REPLICATION SLAVE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InspectAsync_AccountWithoutReplicationClient_HasNoLogListButTheRest()
    {
        await Server.ExecuteAsync("CREATE USER IF NOT EXISTS 'weaker'@'%' IDENTIFIED BY 'weaker'");
        await using var client = new BinlogClient(Options() with { User = "weaker", Password = "weaker" });

        var info = await client.InspectAsync(Cancelled);

        Assert.Null(info.Logs);
        Assert.Equal("ROW", info.Format);
    }

    [Fact]
    public async Task InspectAsync_Always_SaysWhatTheServerIs()
    {
        await using var client = new BinlogClient(Options());

        var info = await client.InspectAsync(Cancelled);

        await using var connection = await Server.OpenAsync(cancellationToken: Cancelled);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT CONCAT_WS('|', VERSION(), @@server_id, @@server_uuid, @@gtid_mode, @@binlog_format, @@binlog_row_image, @@binlog_row_metadata, @@binlog_checksum)";
        Assert.Equal(
            (string?)await command.ExecuteScalarAsync(Cancelled),
            string.Join('|', info.ServerVersion, info.ServerId, info.ServerUuid, info.GtidMode, info.Format, info.RowImage, info.RowMetadata, info.Checksum));
        Assert.False(info.IsMariaDb);
        Assert.Empty(info.Problems);
        Assert.Equal(Server.BinlogFiles.Select(Path.GetFileName), info.Logs!.Select(log => log.Name));
        Assert.NotEmpty(info.GtidExecuted!);
    }

    private BinlogClientOptions Options() => BinlogClientOptions.Parse(Server.ConnectionString);

    private async Task<string> MakeTableAsync()
    {
        var name = $"stream_{Guid.NewGuid():N}"[..20];
        await Server.ExecuteAsync($"CREATE DATABASE {name}; CREATE TABLE {name}.t (id INT PRIMARY KEY, v LONGTEXT)");
        return $"{name}.t";
    }

    private static async Task ReadOnceAsync(BinlogClientOptions options, BinlogPosition? from)
    {
        await using var stream = await BinlogStream.OpenAsync(options, from, Cancelled);
        await RawEvents.ReadUntilAsync(stream, raw => RawEvents.TypeOf(raw) == RawEvents.Heartbeat);
    }

    private static bool IsRow(byte[] raw, string text) => RawEvents.TypeOf(raw) == RawEvents.WriteRows && RawEvents.Holds(raw, text);

    private static uint Crc32OfTrailer(byte[] raw) => BinaryPrimitives.ReadUInt32LittleEndian(raw.AsSpan(raw.Length - 4));
}
