using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.Capture.Statements;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>When what was read may land: once the log has come to where it ended when the SELECT had returned, on whichever server that is read by then.</summary>
public sealed class SnapshotWindowTests
{
    private static readonly Guid First = Guid.Parse("11111111-1111-1111-1111-111111111111");
    private static readonly Guid Second = Guid.Parse("22222222-2222-2222-2222-222222222222");

    [Theory]
    [InlineData("some-log.000007", 500, "0-1-10", true)]
    [InlineData("some-log.000007", 499, "0-1-9", false)]
    [InlineData("some-log.000001", 300, "0-1-10", true)] // another server's, with lower numbers
    [InlineData("some-log.000001", 300, "0-2-11,7-2-1", true)]
    [InlineData("some-log.000009", 300, "0-1-9", false)] // another server's, with higher ones
    [InlineData("some-log.000009", 300, "7-1-90", false)]
    [InlineData("some-log.000007", 500, null, true)] // only places are known
    [InlineData("some-log.000006", 900, null, false)]
    public void IsDueAt_LogOfAMariaDb_TransactionsCountWhereverTheyLie(string file, long offset, string? gtids, bool isDue)
    {
        var window = Window(new BinlogPosition("some-log.000007", 500) { GtidSet = "0-1-10", IsMariaDb = true }, null);
        window.IsOn(new BinlogPosition(file, offset) { GtidSet = gtids, IsMariaDb = true });
        Assert.Equal(isDue, window.IsDueAt(file, offset));
        Assert.False(window.IsSpoiled);
    }

    [Fact]
    public void IsOn_AnotherUuid_Spoils()
    {
        var window = Window(new BinlogPosition("some-log.000007", 500) { ServerUuid = First }, First);
        window.IsOn(new BinlogPosition("some-log.000007", 400) { ServerUuid = First });
        Assert.False(window.IsSpoiled || window.IsDueAt("some-log.000007", 400));
        window.IsOn(new BinlogPosition("some-log.000001", 300) { ServerUuid = Second });
        Assert.True(window.IsSpoiled && window.IsDueAt("some-log.000001", 300));
    }

    [Fact]
    public async Task ChunkAsync_NoKeyWasFound_IsTheError_UnlessAStatementSinceMayHaveGivenOne()
    {
        var position = new BinlogPosition("some-log.000007", 500);
        var window = new SnapshotWindow(new TableName("d", "t"), 1, null, null!, Task.FromException<SnapshotChunk>(new KeylessTableException("BRAND", "d", "t", "some-log.000007", 400)), 10);
        Assert.True(window.IsKeyless && window.IsDueAt("some-log.000007", 500));
        await Assert.ThrowsAsync<KeylessTableException>(() => window.ChunkAsync(position));
        window.Spoil();
        Assert.False(window.IsKeyless);
        Assert.Equal((position, null), (await window.ChunkAsync(position) is var chunk ? chunk.End : null, chunk.Table));
    }

    private static SnapshotWindow Window(BinlogPosition end, Guid? server) => new(new TableName("d", "t"), 1, server, null!, Task.FromResult(new SnapshotChunk { End = end }), 10);
}
