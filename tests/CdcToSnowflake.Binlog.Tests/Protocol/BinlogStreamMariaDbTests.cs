using CdcToSnowflake.Binlog.Protocol;
using CdcToSnowflake.Binlog.Tests.Servers;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Protocol;

[Collection(MariaDbCollection.Name)]
public sealed class BinlogStreamMariaDbTests(MariaDbFixture fixture)
{
    private const byte MariaGtid = 162;
    private const byte MariaGtidList = 163;

    private MariaDbServer Server => fixture.Server;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenAsync_NativePassword_ReadsFromTheFirstInMariaDbsOwnEvents()
    {
        await Server.ExecuteAsync("CREATE OR REPLACE USER native@'%' IDENTIFIED VIA mysql_native_password USING PASSWORD('a password'); GRANT REPLICATION SLAVE ON *.* TO native@'%'; CREATE OR REPLACE DATABASE maria_first");

        await using var stream = await BinlogStream.OpenAsync(Options() with { User = "native", Password = "a password" }, null, Cancelled);
        var events = await RawEvents.ReadUntilAsync(stream, raw => RawEvents.TypeOf(raw) == MariaGtid);

        Assert.True(stream.Server.IsMariaDb);
        Assert.Matches(@"^10\.11\.", stream.Server.ServerVersion);
        Assert.Equal(RawEvents.Rotate, RawEvents.TypeOf(events[0]));
        Assert.Equal(RawEvents.FormatDescription, RawEvents.TypeOf(events[1]));
        Assert.Contains(events, raw => RawEvents.TypeOf(raw) == MariaGtidList);
    }

    [Fact]
    public async Task OpenAsync_FromNow_BringsWhatHappensAfterwardsOnly()
    {
        var names = $"maria_{Guid.NewGuid():N}"[..16];
        await Server.ExecuteAsync($"CREATE DATABASE {names}_before");
        await using var client = new BinlogClient(Options());
        var now = await client.GetCurrentPositionAsync(Cancelled);
        await Server.ExecuteAsync($"CREATE DATABASE {names}_after");
        Assert.Matches(@"(^|,)0-1-\d+(,|$)", now.GtidSet!);

        foreach (var from in new[] { now, new BinlogPosition("", 4) { GtidSet = now.GtidSet, IsMariaDb = true }, now with { GtidSet = null } })
        {
            await using var stream = await BinlogStream.OpenAsync(Options(), from, Cancelled);
            var events = await RawEvents.ReadUntilAsync(stream, raw => RawEvents.TypeOf(raw) is 2 or 165 && RawEvents.Holds(raw, $"{names}_after"));

            Assert.DoesNotContain(events, raw => RawEvents.Holds(raw, $"{names}_before"));
        }
    }

    [Theory]
    [InlineData("0-1-999999")]
    [InlineData("0-77-1")]
    public async Task ReadAsync_GtidThatTheServerNeverHad_IsAPositionError(string gtid)
    {
        await Server.ExecuteAsync("CREATE OR REPLACE DATABASE maria_unknown"); // a server without any GTID of the domain waits for it to come
        await using var stream = await BinlogStream.OpenAsync(Options(), new BinlogPosition("", 4) { GtidSet = gtid, IsMariaDb = true }, Cancelled);

        await Assert.ThrowsAsync<BinlogPositionException>(() => RawEvents.ReadUntilAsync(stream, _ => false));
    }

    [Fact]
    public async Task OpenAsync_GtidPositionWithSqlInIt_IsRefusedUnsent() =>
        await Assert.ThrowsAsync<BinlogPositionException>(
            async () => await BinlogStream.OpenAsync(Options(), new BinlogPosition("", 4) { GtidSet = "0-1-1', @x = '", IsMariaDb = true }, Cancelled));

    [Fact]
    public async Task InspectAsync_Always_ListsFilesAndSettings()
    {
        await using var client = new BinlogClient(Options());

        var info = await client.InspectAsync(Cancelled);

        Assert.Null(info.ServerUuid);
        Assert.Null(info.GtidMode);
        Assert.Equal(Server.BinlogFiles.Select(Path.GetFileName), info.Logs!.Select(log => log.Name));
        Assert.Equal("FULL", info.RowMetadata);
        Assert.Empty(info.Problems);
    }

    private BinlogClientOptions Options() => BinlogClientOptions.Parse(Server.ConnectionString);
}
