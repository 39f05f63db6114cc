using System.Globalization;
using CdcToSnowflake.Model;
using CsCheck;

namespace CdcToSnowflake.Emulator.Tests.Merges;

/// <summary>"Complete, or wait": whatever loads when, twice or never, RAW is the source's state at the end of the last cut before the first that lacks something.</summary>
public sealed class StgIntoRawTests
{
    private const string Writer = "w";

    private static readonly SourceTable Orders = Table("orders");
    private static readonly SourceTable OrdersLater = Orders with { Columns = [.. Orders.Columns, new SourceColumn("added", new SourceType(SourceKind.Int), true)] };
    private static readonly SourceTable Items = Table("items");

    [Fact]
    public void Merge_NothingLoaded_StaysAtZero()
    {
        using LoadedBrand brand = new([Orders]);

        brand.Merge();

        Assert.Equal(0, brand.Merged);
    }

    [Fact]
    public void Merge_HeartbeatCut_IsCompleteByItself()
    {
        using LoadedBrand brand = new([Orders]);
        brand.LoadManifest(1, Writer, []);

        brand.Merge();

        Assert.Equal(1, brand.Merged);
    }

    [Fact]
    public void Merge_FirstCutIsTwo_Waits()
    {
        using LoadedBrand brand = new([Orders]);
        brand.LoadManifest(2, Writer, []);

        brand.Merge();

        Assert.Equal(0, brand.Merged);
    }

    [Fact]
    public void Merge_RowsWithoutManifest_WaitForIt()
    {
        using LoadedBrand brand = new([Orders]);
        brand.LoadRows(Orders, 1, Writer, [new('I', 1, 1, 1, 0)]);
        brand.Merge();
        Assert.Equal(0, brand.Merged);

        brand.LoadManifest(1, Writer, [(Orders, Orders.Shape, 1)]);
        brand.Merge();

        Assert.Equal(1, brand.Merged);
        Assert.Equal(["1/1=1@1"], brand.Raw(Orders));
    }

    [Fact]
    public void Merge_OneTableOfACutIsLate_KeepsTheOtherBackToo()
    {
        using LoadedBrand brand = new([Orders, Items]);
        brand.LoadManifest(1, Writer, [(Orders, Orders.Shape, 1), (Items, Items.Shape, 2)]);
        brand.LoadRows(Orders, 1, Writer, [new('I', 1, 1, 1, 0)]);
        brand.LoadRows(Items, 1, Writer, [new('I', 1, 1, 1, 1)]);
        brand.Merge();
        Assert.Empty(brand.Raw(Orders));

        brand.LoadRows(Items, 1, Writer, [new('I', 1, 2, 1, 2)]);
        brand.Merge();

        Assert.Equal((1, 1, 2), ((int)brand.Merged, brand.Raw(Orders).Count, brand.Raw(Items).Count));
    }

    [Fact]
    public void Merge_SameRowsTwiceInsteadOfAll_Waits()
    {
        using LoadedBrand brand = new([Orders]);
        brand.LoadManifest(1, Writer, [(Orders, Orders.Shape, 2)]);
        brand.LoadRows(Orders, 1, Writer, [new('I', 1, 1, 1, 0)]);
        brand.LoadRows(Orders, 1, Writer, [new('I', 1, 1, 1, 0)]);

        brand.Merge();

        Assert.Equal(0, brand.Merged);
    }

    [Fact]
    public void Merge_OrphansOfAnotherWriter_CountForNothing()
    {
        using LoadedBrand brand = new([Orders]);
        brand.LoadManifest(1, Writer, [(Orders, Orders.Shape, 2)]);
        brand.LoadRows(Orders, 1, Writer, [new('I', 1, 1, 1, 0)]);
        brand.LoadRows(Orders, 1, "crashed", [new('I', 9, 9, 9, 0), new('I', 8, 8, 8, 1), new('T', null, null, null, 2)]);
        brand.Merge();
        Assert.Equal(0, brand.Merged);

        brand.LoadRows(Orders, 1, Writer, [new('I', 2, 2, 2, 1)]);
        brand.Merge();

        Assert.Equal(["1/1=1@1", "2/2=2@1"], brand.Raw(Orders));
    }

    [Fact]
    public void Merge_TwoManifestsOfOneCut_StopsThere()
    {
        using LoadedBrand brand = new([Orders]);
        brand.LoadManifest(1, Writer, []);
        brand.LoadManifest(2, Writer, []);
        brand.LoadManifest(2, "other", []);

        brand.Merge();

        Assert.Equal(1, brand.Merged);
    }

    [Fact]
    public void Merge_ShapeThatTheMergeDoesNotKnow_StopsBeforeIt()
    {
        using LoadedBrand brand = new([Orders]);
        brand.LoadManifest(1, Writer, [(Orders, Orders.Shape, 1)]);
        brand.LoadRows(Orders, 1, Writer, [new('I', 1, 1, 1, 0)]);
        brand.LoadManifest(2, Writer, [(Orders, OrdersLater.Shape, 1)]);
        brand.LoadRows(Orders, 2, Writer, [new('I', 2, 2, 2, 0)]);

        brand.Merge();

        Assert.Equal(1, brand.Merged);
        Assert.Equal(["1/1=1@1"], brand.Raw(Orders));
    }

    [Fact]
    public void Merge_LineOfAnEndedSnapshotIsLate_WaitsForIt()
    {
        using LoadedBrand brand = new([Orders, Items]);
        brand.LoadManifest(1, Writer, [], sweeps: 2);
        brand.LoadSweep(Orders, 1, Writer);
        brand.LoadSweep(Orders, 1, Writer);
        brand.LoadSweep(Items, 1, "crashed");
        brand.Merge();
        Assert.Equal(0, brand.Merged);

        brand.LoadSweep(Items, 1, Writer);
        brand.Merge();

        Assert.Equal(1, brand.Merged);
    }

    [Fact]
    public void Merge_TwoTruncatesInOneWindow_KeepsOnlyWhatCameAfterTheLast()
    {
        using LoadedBrand brand = new([Orders]);
        brand.LoadManifest(1, Writer, [(Orders, Orders.Shape, 1)]);
        brand.LoadRows(Orders, 1, Writer, [new('I', 1, 1, 1, 0)]);
        brand.Merge();
        brand.LoadManifest(2, Writer, [(Orders, Orders.Shape, 4)]);
        brand.LoadRows(Orders, 2, Writer, [new('I', 2, 2, 2, 0), new('T', null, null, null, 1), new('I', 3, 3, 3, 2), new('T', null, null, null, 3)]);
        brand.LoadManifest(3, Writer, [(Orders, Orders.Shape, 2)]);
        brand.LoadRows(Orders, 3, Writer, [new('D', 3, 3, null, 0), new('I', 4, 4, 4, 1)]);

        brand.Merge();

        Assert.Equal(["4/4=4@3"], brand.Raw(Orders));
    }

    [Fact]
    public void Merge_LoadsAgainBehindTheWatermark_ChangeNothing()
    {
        using LoadedBrand brand = new([Orders]);
        brand.LoadManifest(1, Writer, [(Orders, Orders.Shape, 2)]);
        brand.LoadRows(Orders, 1, Writer, [new('I', 1, 1, 1, 0), new('T', null, null, null, 1)]);
        brand.LoadManifest(2, Writer, [(Orders, Orders.Shape, 1)]);
        brand.LoadRows(Orders, 2, Writer, [new('I', 1, 1, 2, 0)]);
        brand.Merge();
        brand.LoadManifest(1, Writer, [(Orders, Orders.Shape, 2)]);
        brand.LoadRows(Orders, 1, Writer, [new('I', 1, 1, 1, 0), new('T', null, null, null, 1)]);
        brand.LoadManifest(3, Writer, []);

        brand.Merge();

        Assert.Equal(3, brand.Merged);
        Assert.Equal(["1/1=2@2"], brand.Raw(Orders));
    }

    [Fact]
    public void Merge_AnyLoadsInAnyOrder_IsTheStateBeforeTheFirstIncompleteCut() =>
        Gen.Int.Sample(seed =>
        {
            using LoadedBrand brand = new([Orders, OrdersLater, Items]);
            RandomLog log = new(new Random(seed), [[Orders, OrdersLater], [Items]]);
            foreach (IReadOnlyList<LogPart> loads in log.LoadsInSteps())
            {
                foreach (LogPart load in loads)
                {
                    load.LoadInto(brand);
                }
                brand.Merge();

                long complete = log.CompleteUpTo;
                Assert.Equal(complete, brand.Merged);
                Assert.Equal(log.StateAfter(Orders, complete), brand.Raw(Orders));
                Assert.Equal(log.StateAfter(Items, complete), brand.Raw(Items));
            }
            Assert.Equal(log.Cuts, brand.Merged);
        }, iter: Environment.GetEnvironmentVariable("CDC_TEST_LONG") == "1" ? 200 : 12, print: seed => seed.ToString(CultureInfo.InvariantCulture));

    private static SourceTable Table(string name) =>
        new("shop", name,
        [
            new SourceColumn("k1", new SourceType(SourceKind.Int), false), new SourceColumn("v", new SourceType(SourceKind.Int), true), new SourceColumn("k2", new SourceType(SourceKind.BigInt), false),
        ], ["k1", "k2"]);
}
