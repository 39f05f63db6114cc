using System.Text;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Model;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Cuts;

public class ManifestLogTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(999, 1)]
    [InlineData(1000, 1)]
    [InlineData(1001, 1)]
    [InlineData(2999, 1)]
    [InlineData(7777, 1)]
    [InlineData(7777, 3000)]
    [InlineData(40_000, 39_990)]
    public async Task FindLast_AnyNumberOfCuts_FewRequests(int last, int first)
    {
        var store = new MemoryObjectStore();
        for (var cut = (ulong)first; cut <= (ulong)last; cut++)
        {
            store[StorePath.Cut("B", cut)] = ManifestFormat.Write(Manifest(cut));
        }

        store["B/data/x"] = [];
        store["C/cuts/00000000000000099999.json"] = [];
        Assert.Equal(last == 0 ? null : (ulong)last, (await new ManifestLog(store, "B").FindLastAsync(default))?.Cut);
        Assert.InRange(store.Lists, 1, last - first < 999 ? 1 : 30);
    }

    [Fact]
    public async Task Commit_ReadBack_SaysTheSame()
    {
        var store = new MemoryObjectStore();
        var manifest = Manifest(1) with
        {
            From = new BinlogPosition("binlog.000001", 4),
            To = new BinlogPosition("binlog.000002", 5_000_000_000) { GtidSet = "3E11FA47-71CA-11E1-9E33-C80AA9429562:1-5", ServerUuid = Guid.NewGuid(), IsMariaDb = true, LastEvent = "1/binlog.000002:4,8@9#0a" },
            FirstCommitAt = 1,
            LastCommitAt = 2,
            CommittedAt = 3,
            Tables = [new CutTable("shop.~C3~A4", "v12345678", 7, [new CutFile("B/data/x", 3, 100), new CutFile("B/data/y", 4, 200)])],
        };
        await new ManifestLog(store, "B").CommitAsync(manifest, default);
        var read = await new ManifestLog(store, "B").FindLastAsync(default);
        Assert.Equivalent(manifest, read, strict: true);
        Assert.Equal(manifest.To, read!.To);
    }

    [Fact]
    public async Task Commit_WithSnapshots_ReadBackSaysTheSame()
    {
        var store = new MemoryObjectStore();
        var begun = new TableSnapshot
        {
            Schema = "shop", Table = "ä", Ids = ["initial", "7"], FirstCut = 1, Key = ["a", "b"], Last = ["31", ""], Largest = ["39", "C3A4"], Rows = 5, Estimate = 9,
        };
        var manifest = Manifest(1) with { Snapshots = SnapshotNews.None.With("shop.~C3~A4", begun).With("shop.t", begun with { Table = "t", FirstCut = 1 }).Ending("shop.t", begun with { Table = "t", FirstCut = 1 }) };
        await new ManifestLog(store, "B").CommitAsync(manifest, default);
        var read = (await new ManifestLog(store, "B").FindLastAsync(default))!;
        Assert.Equivalent(begun, Assert.Single(read.Snapshots.UnderWay).Value, strict: true);
        Assert.Equal("shop.~C3~A4", Assert.Single(read.Snapshots.UnderWay).Key);
        Assert.Equivalent(new TableSweep("shop.t", 1, ["initial", "7"]), Assert.Single(read.Snapshots.Ended), strict: true);
        Assert.Contains("\"version\":2", Encoding.UTF8.GetString(store[StorePath.Cut("B", 1)]), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AnyManifest_IsLinesThatAPipeCanLoad()
    {
        var manifest = Manifest(3) with { Tables = [new CutTable("a.b", "v1", 2, [new CutFile("k", 2, 9)])] };
        Assert.Equal(
            """
            {"kind":"cut","version":1,"cut":3,"writer":"me","brand":"B","tables":1,"rows":2,"to":{"file":"f","offset":4,"isMariaDb":false},"committedAt":0}
            {"kind":"table","cut":3,"writer":"me","table":"a.b","shape":"v1","rows":2,"files":[{"key":"k","rows":2,"bytes":9}]}

            """,
            Encoding.UTF8.GetString(ManifestFormat.Write(manifest)));
    }

    [Fact]
    public async Task Commit_TakenByAnother_ThrowsAndNamesIt()
    {
        var store = new MemoryObjectStore();
        var log = new ManifestLog(store, "B");
        await log.CommitAsync(Manifest(1) with { Writer = "other" }, default);
        var error = await Assert.ThrowsAsync<CutConflictException>(() => log.CommitAsync(Manifest(1), default));
        Assert.Equal(("B", 1UL, "me", "other"), (error.Brand, error.Cut, error.Writer, error.OtherWriter));
    }

    [Fact]
    public async Task Commit_TakenByItself_Succeeds()
    {
        var store = new MemoryObjectStore();
        var log = new ManifestLog(store, "B");
        await log.CommitAsync(Manifest(1), default);
        await log.CommitAsync(Manifest(1), default);
        Assert.Equal(2, store.Writes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"kind":"table","version":1,"cut":1,"writer":"w","brand":"B","tables":0,"rows":0,"to":{"file":"f","offset":4}}""")]
    [InlineData("""{"kind":"cut","version":3,"cut":1,"writer":"w","brand":"B","tables":0,"rows":0,"to":{"file":"f","offset":4}}""")]
    [InlineData("""{"kind":"cut","version":2,"cut":1,"writer":"w","brand":"B","tables":0,"rows":0,"to":{"file":"f","offset":4},"snapshots":[null]}""")]
    [InlineData("""{"kind":"cut","version":2,"cut":1,"writer":"w","brand":"B","tables":0,"rows":0,"to":{"file":"f","offset":4},"snapshots":[{"schema":"s","table":"","ids":["initial"]}]}""")]
    [InlineData("""{"kind":"cut","version":2,"cut":1,"writer":"w","brand":"B","tables":0,"rows":0,"to":{"file":"f","offset":4},"snapshots":[{"schema":"s","table":"t","ids":[null]}]}""")]
    [InlineData("""{"kind":"cut","version":2,"cut":1,"writer":"w","brand":"B","tables":0,"rows":0,"to":{"file":"f","offset":4},"snapshots":[{"schema":"s","table":"t","ids":["i"],"key":["id"],"last":["1) OR (1"],"largest":["31"]}]}""")]
    [InlineData("""{"kind":"cut","version":2,"cut":1,"writer":"w","brand":"B","tables":0,"rows":0,"to":{"file":"f","offset":4},"snapshots":[{"schema":"s","table":"t","ids":["i"],"key":["id"],"last":["31"]}]}""")]
    [InlineData("""{"kind":"cut","version":2,"cut":1,"writer":"w","brand":"B","tables":0,"rows":0,"to":{"file":"f","offset":4},"snapshots":[{"schema":"s","table":"t","ids":["i"],"key":["id"],"last":["31","32"],"largest":["33","34"]}]}""")]
    [InlineData("""{"kind":"cut","version":2,"cut":1,"writer":"w","brand":"B","tables":0,"rows":0,"to":{"file":"f","offset":4},"sweeps":1}""")]
    [InlineData("""{"kind":"cut","version":2,"cut":1,"writer":"w","brand":"B","tables":1,"rows":0,"to":{"file":"f","offset":4},"sweeps":-1}""")]
    [InlineData("{\"kind\":\"cut\",\"version\":2,\"cut\":1,\"writer\":\"w\",\"brand\":\"B\",\"tables\":0,\"rows\":0,\"to\":{\"file\":\"f\",\"offset\":4},\"sweeps\":1}\n{\"kind\":\"sweep\",\"cut\":1,\"writer\":\"x\",\"table\":\"t\",\"firstCut\":1,\"ids\":[]}")]
    [InlineData("{\"kind\":\"cut\",\"version\":2,\"cut\":1,\"writer\":\"w\",\"brand\":\"B\",\"tables\":0,\"rows\":0,\"to\":{\"file\":\"f\",\"offset\":4},\"sweeps\":1}\n{\"kind\":\"sweep\",\"cut\":1,\"writer\":\"w\",\"table\":\"t\",\"firstCut\":2,\"ids\":[]}")]
    [InlineData("""{"kind":"cut","version":1,"cut":2,"writer":"w","brand":"B","tables":0,"rows":0,"to":{"file":"f","offset":4}}""")]
    [InlineData("""{"kind":"cut","version":1,"cut":1,"writer":"w","brand":"C","tables":0,"rows":0,"to":{"file":"f","offset":4}}""")]
    [InlineData("""{"kind":"cut","version":1,"cut":1,"writer":"","brand":"B","tables":0,"rows":0,"to":{"file":"f","offset":4}}""")]
    [InlineData("""{"kind":"cut","version":1,"cut":1,"writer":"w","brand":"B","tables":0,"rows":0}""")]
    [InlineData("""{"kind":"cut","version":1,"cut":1,"writer":"w","brand":"B","tables":0,"rows":0,"to":{"file":"f","offset":-1}}""")]
    [InlineData("""{"kind":"cut","version":1,"cut":1,"writer":"w","brand":"B","tables":1,"rows":0,"to":{"file":"f","offset":4}}""")]
    [InlineData("""{"kind":"cut","version":1,"cut":1,"writer":"w","brand":"B","tables":0,"rows":5,"to":{"file":"f","offset":4}}""")]
    [InlineData("{\"kind\":\"cut\",\"version\":1,\"cut\":1,\"writer\":\"w\",\"brand\":\"B\",\"tables\":1,\"rows\":0,\"to\":{\"file\":\"f\",\"offset\":4}}\n{\"kind\":\"table\",\"cut\":1,\"writer\":\"x\",\"table\":\"t\",\"shape\":\"s\",\"rows\":0,\"files\":[]}")]
    [InlineData("{\"kind\":\"cut\",\"version\":1,\"cut\":1,\"writer\":\"w\",\"brand\":\"B\",\"tables\":1,\"rows\":0,\"to\":{\"file\":\"f\",\"offset\":4}}\n{\"kind\":\"table\",\"cut\":1,\"writer\":\"w\",\"table\":\"t\",\"shape\":\"s\",\"rows\":0}")]
    public async Task FindLast_PoisonedManifest_ThrowsTypedWithTheKey(string content)
    {
        var store = new MemoryObjectStore();
        store[StorePath.Cut("B", 1)] = Encoding.UTF8.GetBytes(content);
        var error = await Assert.ThrowsAsync<ManifestException>(() => new ManifestLog(store, "B").FindLastAsync(default));
        Assert.Equal(StorePath.Cut("B", 1), error.Key);
    }

    [Theory]
    [InlineData("B/cuts/1.json")]
    [InlineData("B/cuts/99999999999999999999.json")]
    [InlineData("B/cuts/00000000000000000000.json")]
    [InlineData("B/cuts/00000000000000000001.json.bak")]
    [InlineData("B/cuts/x/00000000000000000001.json")]
    public async Task FindLast_StrangeNameAmongCuts_ThrowsTypedWithTheKey(string key)
    {
        var store = new MemoryObjectStore { [key] = [] };
        Assert.Equal(key, (await Assert.ThrowsAsync<ManifestException>(() => new ManifestLog(store, "B").FindLastAsync(default))).Key);
    }

    private static CutManifest Manifest(ulong cut) => new() { Cut = cut, Writer = "me", Brand = "B", To = new BinlogPosition("f", 4), CommittedAt = 0 };
}
