using System.Globalization;
using System.Text;
using CdcToSnowflake.Model;
using CdcToSnowflake.Operations.Flow;
using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Emulator.Tests.Operations;

/// <summary>Lag, rows and holes of a brand, as the store and the account record them.</summary>
public sealed class BrandFlowTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Look_AllCameThrough_PartsAreWhatTheClockSays_AndNothingIsMissing()
    {
        await using var world = await OperatedWorld.CreateAsync();
        await world.Source.CutAsync(world.Store);
        world.Clock.Advance(TimeSpan.FromSeconds(7)); // until the emulator comes to it
        await world.PassAsync(TimeSpan.FromMinutes(2), Second);
        world.Clock.Advance(TimeSpan.FromHours(1));

        var report = await LookAsync(world);

        var lag = Assert.Single(report.Lag);
        Assert.Equal(("shop.orders", 1UL, TimeSpan.Zero, TimeSpan.Zero), (lag.Table, lag.Cut, lag.Behind, lag.Capture));
        Assert.Equal(TimeSpan.FromSeconds(7), lag.Arrival + lag.Load);
        // Each merge waits for its trigger interval, at the most.
        Assert.InRange(lag.Merge!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(11));
        Assert.InRange(lag.Integrate!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(11));
        Assert.Equal(lag.Capture + lag.Upload + lag.Arrival + lag.Load + lag.Merge + lag.Integrate, lag.Total);
        var rows = Assert.Single(report.Cuts);
        Assert.True(rows.IsMerged);
        Assert.Equal((rows.Written, rows.Written), (rows.Loaded, rows.Merged));
        Assert.Empty(report.Holes);

        // All cuts are in CI, and none was committed since.
        Assert.Equal((report.Silence, TimeSpan.FromMinutes(62)), (report.Behind, TimeSpan.FromMinutes(Math.Floor(report.Silence.TotalMinutes))));
        Assert.EndsWith("No cut for 62 min: what the source wrote since isn't captured\nbrand_a: merged to cut 1, 62 min behind, 0 parts of cuts under way, 0 holes\n", report.ToTable(), StringComparison.Ordinal);
        Assert.Equal(TimeSpan.Zero, (await LookAsync(world, new FlowOptions { Silence = TimeSpan.FromMinutes(63) })).Behind);
    }

    [Fact]
    public async Task Look_CutThatWaitedForItsTasks_MergeAndCiAreWhatSomebodySawWhoLookedEachSecond()
    {
        await using var world = await OperatedWorld.CreateAsync();
        await world.Source.CutAsync(world.Store);
        await world.PassAsync(TimeSpan.FromMinutes(2), Second);
        (TimeSpan? Raw, TimeSpan? Ci) seen = default;
        for (var cut = 2; cut <= 3; cut++)
        {
            // The second of them finds the tasks just run, and waits for their interval.
            await world.Source.CutAsync(world.Store);
            var since = world.Clock.GetUtcNow();
            for (seen = default; seen.Ci is null && (cut == 3 || seen.Raw is null); world.Clock.Advance(Second))
            {
                await world.Emulator.StepAsync();
                var passed = world.Clock.GetUtcNow() - since;
                seen.Raw ??= world.Sql.One("SELECT MERGED_CUT FROM BRAND_A_DB.STG_SCHEMA.CDC_PROGRESS WHERE NAME = 'RAW'") == $"{cut}" ? passed : null;
                seen.Ci ??= seen.Raw is not null && world.Sql.Rows("SELECT \"ID\", \"TOTAL\", \"NOTE\" FROM CI_DB.CI_SCHEMA.ORDERS ORDER BY \"ID\"").SequenceEqual(world.Source.Expected) ? passed : null;
            }
        }

        var lag = Assert.Single((await LookAsync(world)).Lag);
        Assert.True(seen.Raw > Second && seen.Ci > Second);
        Assert.Equal((3UL, seen.Raw, seen.Ci), (lag.Cut, lag.Capture + lag.Upload + lag.Arrival + lag.Load + lag.Merge, lag.Total));
    }

    [Fact]
    public async Task Look_NoRunTellsThatChangesAreInCi_TheirStreamDoes()
    {
        await using var world = await OperatedWorld.CreateAsync();
        world.Sql.Run("ALTER TASK CI_DB.CI_SCHEMA.MERGE_CI SUSPEND");
        await world.Source.CutAsync(world.Store);
        await world.PassAsync(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10));
        Assert.Equal((1UL, TimeSpan.FromMinutes(5)), await BehindAsync());

        world.Sql.Run(world.Generated.MergeRawIntoCi(OperatedWorld.Brand, "shop", "orders").Text);
        Assert.Equal((1UL, TimeSpan.Zero), await BehindAsync());

        async Task<(ulong Merged, TimeSpan Behind)> BehindAsync()
        {
            var report = await LookAsync(world);
            return (report.MergedCut, report.Behind);
        }
    }

    [Fact]
    public async Task Look_NothingYet_IsEmpty()
    {
        await using var world = await OperatedWorld.CreateAsync();
        var report = await LookAsync(world);
        Assert.Equal((0UL, 0, 0, 0), (report.MergedCut, report.Lag.Count, report.Cuts.Count, report.Holes.Count));
    }

    [Fact]
    public async Task Look_FileThatNoPipeHeardOf_IsAHoleAfterTheGrace_AndNamesIt_UntilItIsLoaded()
    {
        await using var world = await OperatedWorld.CreateAsync();
        await world.Source.CutAsync(world.Store, files: world.Unheard);
        await world.PassAsync(TimeSpan.FromMinutes(9), TimeSpan.FromSeconds(10));
        var early = await LookAsync(world);
        Assert.Empty(early.Holes);
        Assert.Equal(TimeSpan.FromMinutes(9), early.Behind);
        Assert.Equal((0L, 0L, false), (early.Cuts[0].Loaded, early.Cuts[0].Merged, early.Cuts[0].IsMerged));
        Assert.Contains($"cut 1  shop.orders: {early.Cuts[0].Written} rows written, 0 loaded, 0 merged\n", early.ToTable(), StringComparison.Ordinal);

        await world.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10));
        var hole = Assert.Single((await LookAsync(world)).Holes);
        Assert.Equal((1UL, "shop.orders"), (hole.Cut, hole.Table));
        Assert.EndsWith("/00000000000000000001-w.parquet", hole.Key, StringComparison.Ordinal);
        Assert.Contains(hole.Key, hole.Problem, StringComparison.Ordinal);
        Assert.Contains("REFRESH", hole.Remedy, StringComparison.Ordinal);

        using (var file = File.OpenRead(new Uri(world.Unheard.Location, hole.Key).LocalPath))
        {
            await world.Store.PutAsync(hole.Key, file);
        }

        await world.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        var mended = await LookAsync(world);
        Assert.Empty(mended.Holes);
        Assert.Equal(1UL, mended.MergedCut);
    }

    [Fact]
    public async Task Look_CutHasMoreTablesThanAreAsked_TheFileThatTheMergeWaitsForIsFound()
    {
        await using var world = await OperatedWorld.CreateAsync();
        var at = (world.Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10;
        for (var cut = 1; cut <= 2; cut++)
        {
            // A table of each of its own comes before the one whose file is missing; the second cut hasn't that one at all.
            var table = string.Create(CultureInfo.InvariantCulture, $$$"""{"kind":"table","cut":{{{cut}}},"writer":"w","table":"shop.orders","shape":"{{{ShopSource.Orders.Shape}}}","rows":1,"files":[{"key":"{{{StorePath.Data(OperatedWorld.Brand, ShopSource.Orders, (ulong)cut, "w")}}}","rows":1,"bytes":1}]}""");
            var other = table.Replace("shop.orders", "shop.other", StringComparison.Ordinal);
            var header = string.Create(CultureInfo.InvariantCulture, $$$"""{"kind":"cut","version":1,"cut":{{{cut}}},"writer":"w","brand":"{{{OperatedWorld.Brand}}}","tables":{{{(cut == 1 ? 2 : 1)}}},"rows":{{{(cut == 1 ? 2 : 1)}}},"to":{"file":"b.000001","offset":{{{cut}}}},"committedAt":{{{at}}}}""");
            await world.Store.CreateAsync(StorePath.Cut(OperatedWorld.Brand, (ulong)cut), Encoding.UTF8.GetBytes(string.Join('\n', cut == 1 ? [header, other, table] : [header, other]) + "\n"), TestContext.Current.CancellationToken);
        }

        await world.PassAsync(TimeSpan.FromMinutes(11), TimeSpan.FromSeconds(30));
        var report = await new BrandFlow(world.Unheard, world.Emulator, world.Generated, new FlowOptions { Tables = 1 }).LookAsync(OperatedWorld.Brand, TestContext.Current.CancellationToken);
        var hole = Assert.Single(report.Holes);
        Assert.Equal((1UL, "shop.orders"), (hole.Cut, hole.Table));
    }

    [Fact]
    public async Task Look_LaterManifestIsLoadedAndAnEarlierIsnt_IsAHoleSooner()
    {
        await using var world = await OperatedWorld.CreateAsync();
        await world.Source.CutAsync(world.Unheard, files: world.Store);
        await world.Source.CutAsync(world.Store);
        await world.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        Assert.Empty((await LookAsync(world)).Holes);

        await world.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10));
        var report = await LookAsync(world);
        var hole = Assert.Single(report.Holes);
        Assert.Equal((1UL, "brand_a/cuts/00000000000000000001.json", null), (hole.Cut, hole.Key, hole.Table));
        Assert.Contains("while later ones are", hole.Problem, StringComparison.Ordinal);
        Assert.Equal(0UL, report.MergedCut);
        Assert.All(report.Cuts, rows => Assert.Equal(rows.Written, rows.Loaded));
    }

    [Fact]
    public async Task Look_FileThatThePipeRefused_IsAHoleAtOnce_WithItsError()
    {
        await using var world = await OperatedWorld.CreateAsync();
        world.Sql.Run("ALTER TABLE BRAND_A_DB.STG_SCHEMA.ORDERS RENAME COLUMN \"TOTAL\" TO \"TOTALS\"");
        world.Sql.Run("ALTER TABLE BRAND_A_DB.STG_SCHEMA.ORDERS ADD COLUMN \"TOTAL\" NUMBER(1,0)");
        await world.Source.CutAsync(world.Store);
        await world.PassAsync(TimeSpan.FromSeconds(10), Second);
        var hole = Assert.Single((await LookAsync(world)).Holes);
        Assert.Contains("Load failed", hole.Problem, StringComparison.Ordinal);
        Assert.Contains("FORCE", hole.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_NothingChangedSinceAllWasMerged_AsksNoLoadsAndNoStreams_AndTellsTheSame()
    {
        await using var world = await OperatedWorld.CreateAsync();
        var memory = new FlowMemory();
        world.Sql.Run("ALTER TASK CI_DB.CI_SCHEMA.MERGE_CI SUSPEND"); // so that only the stream tells
        await world.Source.CutAsync(world.Store);
        var underWay = await LookAsync();
        Assert.Equal((underWay.Cuts[0].Written, 0, 0), underWay.UnderWay());
        await world.PassAsync(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10));
        world.Sql.Run(world.Generated.MergeRawIntoCi(OperatedWorld.Brand, "shop", "orders").Text);
        var first = await LookAsync();
        Assert.Equal((1UL, TimeSpan.Zero, first.Cuts[0].Written, (0, 0, 0)), (first.MergedCut, first.Behind, first.Cuts[0].Loaded!.Value, first.UnderWay()));

        var asked = Asked();
        Assert.Equal((2, 1), asked); // of each look the loads, of the second the stream
        var second = await LookAsync();
        Assert.Equal(asked, Asked());
        Assert.Equal((first.Lag[0] with { }, first.Cuts[0]), (second.Lag[0], second.Cuts[0]));

        await world.Source.CutAsync(world.Store);
        await world.PassAsync(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10));
        var third = await LookAsync();
        Assert.Equal((asked.Loads + 1, asked.Streams + 1), Asked());
        Assert.Equal((2UL, TimeSpan.FromMinutes(5), third.Cuts[1].Written), (third.MergedCut, third.Behind, third.Cuts[1].Loaded!.Value));

        // The progress is restored from an earlier time: what was learnt may be of another account.
        world.Sql.Run("UPDATE BRAND_A_DB.STG_SCHEMA.CDC_PROGRESS SET MERGED_CUT = 1");
        await LookAsync();
        Assert.Equal(asked.Loads + 2, Asked().Loads);

        Task<FlowReport> LookAsync() => new BrandFlow(world.Unheard, world.Emulator, world.Generated).LookAsync(OperatedWorld.Brand, memory, TestContext.Current.CancellationToken);
        (int Loads, int Streams) Asked()
        {
            var texts = world.Sql.Rows("SELECT QUERY_TEXT FROM SNOWFLAKE.ACCOUNT_USAGE.QUERY_HISTORY");
            return (texts.Count(text => text.Contains("\"COPY_HISTORY\"(", StringComparison.Ordinal)), texts.Count(text => text.StartsWith("SELECT 'shop.orders' AS \"TABLE_PATH\", SYSTEM$", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Look_OneStreamIsGone_TheOthersAreAskedAllTheSame()
    {
        await using var world = await OperatedWorld.CreateAsync();
        var refunds = ShopSource.Orders with { Name = "refunds" };
        await world.Deployment.ShapeAppearedAsync(OperatedWorld.Brand, refunds, default);
        world.Sql.Run("ALTER TASK CI_DB.CI_SCHEMA.MERGE_CI SUSPEND");
        await world.Source.CutAsync(world.Store);
        var at = (world.Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10;
        await world.Store.CreateAsync(
            StorePath.Cut(OperatedWorld.Brand, 2),
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$$"""
                {"kind":"cut","version":1,"cut":2,"writer":"w","brand":"{{{OperatedWorld.Brand}}}","tables":1,"rows":0,"to":{"file":"b.000001","offset":2},"committedAt":{{{at}}}}
                {"kind":"table","cut":2,"writer":"w","table":"shop.refunds","shape":"{{{refunds.Shape}}}","rows":0,"files":[]}
                """)),
            TestContext.Current.CancellationToken);
        await world.PassAsync(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10));
        world.Sql.Run(world.Generated.MergeRawIntoCi(OperatedWorld.Brand, "shop", "orders").Text);
        world.Sql.Run("DROP STREAM BRAND_A_DB.RAW_SCHEMA.REFUNDS_STREAM");

        var sql = new SnowflakeSql(new WarehouseModel([new BrandModel(OperatedWorld.Brand, "s3://b/brand_a/", [ShopSource.Orders, refunds])]));
        var report = await new BrandFlow(world.Unheard, world.Emulator, sql).LookAsync(OperatedWorld.Brand, TestContext.Current.CancellationToken);
        Assert.Equal([("shop.orders", TimeSpan.Zero), ("shop.refunds", TimeSpan.FromMinutes(5))], report.Lag.Select(lag => (lag.Table, lag.Behind)));
    }

    [Fact]
    public async Task Look_BrandThatIsntInTheAccount_SaysSo()
    {
        await using var world = await OperatedWorld.CreateAsync();
        world.Sql.Run("DELETE FROM BRAND_A_DB.STG_SCHEMA.CDC_PROGRESS");
        var error = await Assert.ThrowsAsync<FlowException>(() => LookAsync(world));
        Assert.Equal(OperatedWorld.Brand, error.Brand);
    }

    private static Task<FlowReport> LookAsync(OperatedWorld world, FlowOptions? options = null) => new BrandFlow(world.Unheard, world.Emulator, world.Generated, options).LookAsync(OperatedWorld.Brand);
}
