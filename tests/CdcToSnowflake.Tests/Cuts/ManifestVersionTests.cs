using System.Text;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Model;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Cuts;

/// <summary>Manifests as releases wrote them. Their texts stand here for good: a bucket holds them for as long as its owner wants.</summary>
public class ManifestVersionTests
{
    // Without snapshots.
    private const string Version1 =
        """
        {"kind":"cut","version":1,"cut":1,"writer":"0k3","brand":"B","tables":1,"rows":3,"from":{"file":"binlog.000001","offset":4,"isMariaDb":false},"to":{"file":"binlog.000001","offset":1936,"gtidSet":"3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5","serverUuid":"3e11fa47-71ca-11e1-9e33-c80aa9429562","isMariaDb":false},"firstCommitAt":1767225600000000,"lastCommitAt":1767225601000000,"committedAt":1767225602000000}
        {"kind":"table","cut":1,"writer":"0k3","table":"shop.orders","shape":"v7c4a1b22","rows":3,"files":[{"key":"B/data/shop.orders/v7c4a1b22/00000000000000000001-0k3.parquet","rows":3,"bytes":812}]}

        """;

    // With them: one under way, one ended.
    private const string Version2 =
        """
        {"kind":"cut","version":2,"cut":1,"writer":"0k3","brand":"B","tables":0,"rows":0,"to":{"file":"mariadb-bin.000002","offset":371,"gtidSet":"0-1-9","isMariaDb":true},"committedAt":1767225602000000,"emptied":["shop.carts"],"sweeps":1,"snapshots":[{"schema":"shop","table":"orders","ids":["initial","7"],"firstCut":1,"key":["id"],"last":["3137"],"largest":["3939"],"rows":17,"estimate":99}]}
        {"kind":"sweep","cut":1,"writer":"0k3","table":"shop.items","firstCut":1,"ids":["initial"]}

        """;

    // The same version later: it also says when the cut took no more rows.
    private static readonly string Version1Closed = Version1.Replace("\"committedAt\"", "\"closedAt\":1767225601500000,\"committedAt\"", StringComparison.Ordinal);

    public static TheoryData<string> Texts => [Version1, Version1Closed, Version2];

    [Fact]
    public async Task Version1_IsRead()
    {
        var read = await ReadAsync(Version1);

        Assert.Equal((1UL, "0k3", "B", 3L), (read.Cut, read.Writer, read.Brand, read.Rows));
        Assert.Equal(new BinlogPosition("binlog.000001", 4), read.From);
        Assert.Equal(("binlog.000001", 1936L, "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5", Guid.Parse("3e11fa47-71ca-11e1-9e33-c80aa9429562"), false), (read.To.File, read.To.Offset, read.To.GtidSet, read.To.ServerUuid, read.To.IsMariaDb));
        Assert.Equal((1767225600000000L, 1767225601000000L, null, 1767225602000000L), (read.FirstCommitAt, read.LastCommitAt, read.ClosedAt, read.CommittedAt));
        Assert.Equivalent(new CutTable("shop.orders", "v7c4a1b22", 3, [new CutFile("B/data/shop.orders/v7c4a1b22/00000000000000000001-0k3.parquet", 3, 812)]), Assert.Single(read.Tables), strict: true);
        Assert.True(read.Snapshots.IsNone);
    }

    [Fact]
    public async Task Version2_IsRead()
    {
        var read = await ReadAsync(Version2);

        Assert.Equal(("mariadb-bin.000002", "0-1-9", true), (read.To.File, read.To.GtidSet, read.To.IsMariaDb));
        Assert.Equal(["shop.carts"], read.Unsettled.Emptied);
        var (table, snapshot) = Assert.Single(read.Snapshots.UnderWay);
        Assert.Equal("shop.orders", table);
        Assert.Equivalent(
            new TableSnapshot { Schema = "shop", Table = "orders", Ids = ["initial", "7"], FirstCut = 1, Key = ["id"], Last = ["3137"], Largest = ["3939"], Rows = 17, Estimate = 99 }, snapshot, strict: true);
        Assert.Equivalent(new TableSweep("shop.items", 1, ["initial"]), Assert.Single(read.Snapshots.Ended), strict: true);
    }

    [Fact]
    public async Task Version1_WithItsEnd_IsRead() => Assert.Equal(1767225601500000L, (await ReadAsync(Version1Closed)).ClosedAt);

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task EachVersion_WrittenAgain_IsTheSameText(string text) =>
        Assert.Equal(text, Encoding.UTF8.GetString(ManifestFormat.Write(await ReadAsync(text))));

    [Fact]
    public async Task NewerVersion_IsRefusedAndSaysToUpgrade()
    {
        var error = await Assert.ThrowsAsync<ManifestException>(() => ReadAsync(Version2.Replace("\"version\":2", "\"version\":3", StringComparison.Ordinal)));

        Assert.True(error.IsNewer);
        Assert.Equal(StorePath.Cut("B", 1), error.Key);
        Assert.Contains("has version 3, and this program reads versions up to 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("Upgrade this program", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewerVersion_InAnotherForm_SaysToUpgradeAsWell() =>
        Assert.True((await Assert.ThrowsAsync<ManifestException>(() => ReadAsync("{\"kind\":\"cut\",\"cut\":{},\"version\":3,\"to\":[]}\n"))).IsNewer);

    [Fact]
    public async Task VersionZero_IsDamage() => Assert.False((await Assert.ThrowsAsync<ManifestException>(() => ReadAsync(Version1.Replace("\"version\":1", "\"version\":0", StringComparison.Ordinal)))).IsNewer);

    private static async Task<CutManifest> ReadAsync(string text) =>
        (await new ManifestLog(new MemoryObjectStore { [StorePath.Cut("B", 1)] = Encoding.UTF8.GetBytes(text) }, "B").FindLastAsync(default))!;
}
