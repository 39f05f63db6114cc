using CdcToSnowflake.Binlog.Protocol;
using CdcToSnowflake.Binlog.Tests.Servers;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Protocol;

[Collection(MySqlCollection.Name)]
public sealed class BinlogStreamMySqlTests(MySqlFixture fixture)
{
    private MySqlServer Server => fixture.Server;

    [Fact]
    public async Task OpenAsync_FromTheFirst_BeginsWithRotateAndFormatAndReachesTheLastStatement()
    {
        await Server.ExecuteAsync("CREATE DATABASE stream_first; CREATE TABLE stream_first.t (id INT PRIMARY KEY, v TEXT); INSERT INTO stream_first.t VALUES (1, 'stream-first-row')");

        await using var stream = await BinlogStream.OpenAsync(Options(), null, TestContext.Current.CancellationToken);
        var events = await RawEvents.ReadUntilAsync(stream, raw => RawEvents.TypeOf(raw) == RawEvents.WriteRows && RawEvents.Holds(raw, "stream-first-row"));

        Assert.Equal(RawEvents.Rotate, RawEvents.TypeOf(events[0]));
        Assert.Equal(RawEvents.FormatDescription, RawEvents.TypeOf(events[1]));
        Assert.Contains(events, raw => RawEvents.TypeOf(raw) == RawEvents.Query && RawEvents.Holds(raw, "CREATE DATABASE stream_first"));
        Assert.True(stream.HasChecksums);
    }

    private BinlogClientOptions Options() => BinlogClientOptions.Parse(Server.ConnectionString);
}
