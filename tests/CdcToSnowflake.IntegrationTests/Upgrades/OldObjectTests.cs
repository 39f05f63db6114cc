using System.Runtime.CompilerServices;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Hosting.Changes;
using CdcToSnowflake.Hosting.Standby;
using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Operations.Failures.Memory;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.IntegrationTests.Upgrades;

/// <summary>
/// What lies in a store beside cuts and shapes, as releases left it: handlers' progress, requests and what was answered, terms, alerts. Those without a version were written before there were any. The files stand here for good.
/// </summary>
public sealed class OldObjectTests : IDisposable
{
    private const string Brand = "BRAND_A";
    private const string Progress = "BRAND_A/handlers/Alerts.json";
    private const string Sign = "~standby/default/signs/00000000000000000003.json";
    private const string Brands = "~standby/default/brands/00000000000000000003.json";
    private const string Claim = "~standby/default/terms/00000000000000000003.json";
    private const string Asked = "BRAND_A/snapshots/asked/shop.refunds/again.json";
    private const string AskedRows = "BRAND_A/snapshots/asked/shop.refunds/some-rows.json";
    private const string Done = "BRAND_A/snapshots/done/shop.refunds/initial.json";
    private const string Alerts = "~alerts/default/00000000000000000003.json";

    private static readonly TableName Refunds = new("shop", "refunds");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cdc-objects-");
    private readonly FolderObjectStore _store;

    public OldObjectTests() => _store = new FolderObjectStore(_folder.FullName);

    [Theory]
    [InlineData("unversioned")]
    [InlineData("version-1")]
    public async Task OldObjects_AreRead(string release)
    {
        Copy(release);
        var marks = new SnapshotMarks(_store, Brand);
        await marks.LoadAsync(default);

        Assert.Equal(7UL, await new HandlerProgress(_store, Brand, "Alerts").ReadAsync(default));
        Assert.Equal(3UL, await new TermLog(_store, "default").FindLastAsync(0, default));
        Assert.True(await new TermLog(_store, "default").ExistsAsync(3, default));
        Assert.True(await new TermLog(_store, "default").ReadSignAsync(3, default) is { Term: 3, Holder: "machine/1/x", Sign: 9, IsReleased: true });
        Assert.Equal(["again"], marks.Unanswered(Refunds, SnapshotMode.Initial)); // the table isn't read for the first time again, and the request is heard
    }

    [Fact]
    public async Task OldObjects_ThatHadVersionsFromTheBeginning_AreRead()
    {
        Copy("version-1");
        using var desk = new FailureDesk([], memory: new StoredAlertMemory(_store, "default", 4));
        await desk.RecallAsync(TestContext.Current.CancellationToken);

        foreach (var id in (string[])["some-rows", "older-rows"])
        {
            var rows = await new RowRequestObjects(_store, Brand).ReadAsync(new RowRequest(Refunds, id), default);
            Assert.Equal(["31", "3432"], rows!.Rows.Select(row => Assert.Single(row)));
        }

        Assert.Equal("T", Assert.Single(desk.Failing).Name);
        Assert.Equal(["BRAND_A", "BRAND_B"], await new TermLog(_store, "default").ReadBrandsAsync(3, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ThisRelease_WritesWhatLiesHere()
    {
        var terms = new TermLog(_store, "default");
        await new HandlerProgress(_store, Brand, "Alerts").WriteAsync(7, default);
        await terms.TryClaimAsync(new Term(3, "machine/1/x"), default);
        await terms.WriteBrandsAsync(3, ["BRAND_A", "BRAND_B"], default);
        await terms.WriteSignAsync(new Term(3, "machine/1/x"), 9, isReleased: true, default);
        await SnapshotMarks.AskAsync(_store, Brand, Refunds, "again", default);
        await new SnapshotMarks(_store, Brand).EndAsync([new Cuts.TableSweep("shop.refunds", 0, [SnapshotMarks.Initial])], default);
        var asked = await new RowRequestObjects(_store, Brand).AskAsync(Refunds, new AskedRows(Capture.Snapshots.AskedRows.Newest, ["id"], [["31"], ["3432"]]), default);

        foreach (var (written, kept) in new[] { (Progress, Progress), (Claim, Claim), (Sign, Sign), (Brands, Brands), (Asked, Asked), (Done, Done), (AskedRows.Replace("some-rows", asked, StringComparison.Ordinal), AskedRows) })
        {
            Assert.Equal(File.ReadAllText(Kept("version-1", kept)), File.ReadAllText(Path.Combine(_folder.FullName, written)));
        }
    }

    /// <summary>A newer release may have given everything but the version another form.</summary>
    [Theory]
    [InlineData(Progress)]
    [InlineData(Sign)]
    [InlineData(Claim)]
    [InlineData(Brands)]
    [InlineData(Asked)]
    [InlineData(Done)]
    [InlineData(AskedRows)]
    [InlineData(Alerts)]
    public async Task NewerObject_IsRefused_WithItsNameTheVersionsAndTheRemedy(string key)
    {
        const string Newer = """{"term":{},"version":2,"handler":[],"cut":"none","rows":7}""";
        Copy("version-1");
        if (key == Claim)
        {
            File.Delete(Path.Combine(_folder.FullName, Sign)); // claimed, and no sign of life yet
        }

        var path = Path.Combine(_folder.FullName, key);
        await File.WriteAllTextAsync(path, Newer, TestContext.Current.CancellationToken);

        Exception error = key == AskedRows ? await Assert.ThrowsAsync<RowRequestException>(ReadAsync) : await Assert.ThrowsAsync<ObjectVersionException>(ReadAsync);

        Assert.Contains($"'{key}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("has version 2, and this program reads versions up to 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("pgrade this program", error.Message, StringComparison.Ordinal);
        Assert.Equal(Newer, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));

        Task ReadAsync() => key switch
        {
            Progress => new HandlerProgress(_store, Brand, "Alerts").ReadAsync(default),
            Sign or Claim => new TermLog(_store, "default").ReadSignAsync(3, default),
            Brands => new TermLog(_store, "default").ReadBrandsAsync(3, default),
            AskedRows => new RowRequestObjects(_store, Brand).ReadAsync(new RowRequest(Refunds, "some-rows"), default),
            Alerts => new StoredAlertMemory(_store, "default", 4).LoadAsync(default),
            _ => new SnapshotMarks(_store, Brand).LoadAsync(default),
        };
    }

    [Fact]
    public async Task NewerRequest_ThatComesWhileItRuns_IsRefused()
    {
        var marks = new SnapshotMarks(_store, Brand);
        await marks.LoadAsync(default);
        await _store.CreateAsync(Asked, "{\"version\":2}\n"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.Equal(Asked, (await Assert.ThrowsAsync<ObjectVersionException>(() => marks.LookAsync(default))).Key);
    }

    /// <summary>Who holds a term gives it up for another claim, whatever is in it.</summary>
    [Fact]
    public async Task NewerClaim_OfTheNextTerm_IsAClaim()
    {
        await _store.CreateAsync(Claim, "{\"version\":2}"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.True(await new TermLog(_store, "default").ExistsAsync(3, default));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Kept(string release, string key = "") => Path.Combine(Here(), "Objects", release, key);

    private void Copy(string release)
    {
        foreach (var file in Directory.EnumerateFiles(Kept(release), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder.FullName, Path.GetRelativePath(Kept(release), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
