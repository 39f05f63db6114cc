using CdcToSnowflake.Simulation;

namespace CdcToSnowflake.Benchmarks.Tests.Simulation;

/// <summary>What can be said of a simulation by hand.</summary>
public sealed class AccountTests
{
    private static readonly Scenario Small = new() { Brands = 3, Tables = 20, CiTables = 2, Changes = 60, CutSeconds = 5, TaskSeconds = 30 };

    [Fact]
    public void Files_ChangesPlenty_AreOnePerTableAndCut()
    {
        var outcome = Account.Simulate(Small with { Changes = 100_000, TableSkew = 0, BrandSkew = 0 });
        Assert.Equal(outcome.Cuts * 20, outcome.Files);
    }

    [Fact]
    public void Files_ChangesFew_AreOnePerChange()
    {
        // Two changes of one cut would have to meet in a table: with a change an hour they don't.
        var outcome = Account.Simulate(Small with { Changes = 0.1, CutSeconds = 0.01, TableSkew = 0 });
        Assert.True(outcome.Rows > 0);
        Assert.Equal(outcome.Rows, outcome.Files);
        Assert.Equal(outcome.Rows, outcome.Cuts);
    }

    [Fact]
    public void Files_OneTableEvenly_FollowThePoissonLaw()
    {
        // A table with 0.02 changes a second is without one in a cut of 10 s with the probability e^-0.2; the first change of each cut has a file anyhow.
        var scenario = Small with { Brands = 1, Tables = 1_000, Changes = 20, TableSkew = 0, CutSeconds = 10, Assumptions = new Assumptions { PutSeconds = (0, 0) } };
        var outcome = Account.Simulate(scenario);
        Assert.Equal(1 - Math.Exp(-0.2), outcome.Files / (outcome.Cuts * 1_000.0), 0.01);
    }

    [Fact]
    public void Rows_LongRun_AreTheChangesOfItsTime()
    {
        var outcome = Account.Simulate(Small with { Changes = 10_000 });
        Assert.Equal(1, outcome.Rows / (10_000 * outcome.Seconds), 0.03);
    }

    [Fact]
    public void Cuts_UploadsThatTakeLongerThanTheInterval_WaitForTheCutBefore()
    {
        // 20 files, one or ten at a time, and a manifest, of a second each, between cuts of a second: 22 or 4 s from cut to cut.
        var slow = Small with { Brands = 1, Changes = 10_000, TableSkew = 0, CutSeconds = 1, Costs = new UnitCosts { RowsPerCoreSecond = 1e12 }, Assumptions = new Assumptions { PutSeconds = (1, 1), ParallelPuts = 1 } };
        Assert.Equal(1_800 / 22.0, Account.Simulate(slow).Cuts, 1.0);
        Assert.Equal(1_800 / 4.0, Account.Simulate(slow with { Assumptions = slow.Assumptions with { ParallelPuts = 10 } }).Cuts, 1.0);
    }

    [Fact]
    public void Lag_NothingTakesTime_IsTheCutIntervalsHalf()
    {
        var scenario = Small with { TaskSeconds = 0.001, CutSeconds = 8, Way = Way.Copy, Costs = new UnitCosts { RowsPerCoreSecond = 1e12, MergedRowsPerSecond = 1e12 }, Assumptions = Nothing };
        var outcome = Account.Simulate(scenario);
        Assert.Equal(4, outcome.Raw.Percentile(0.5), 1.1);
        Assert.Equal(7, outcome.Raw.Percentile(0.99), 0.1);
        Assert.Equal(outcome.Raw.Percentile(0.5), outcome.Ci.Percentile(0.5), 0.1);
    }

    [Fact]
    public void Lag_LongerTaskInterval_IsLongerAndCheaper()
    {
        var (often, seldom) = (Account.Simulate(Small), Account.Simulate(Small with { TaskSeconds = 300 }));
        Assert.True(seldom.Raw.Percentile(0.5) > often.Raw.Percentile(0.5) + 60);
        Assert.True(seldom.ServerlessCredits < often.ServerlessCredits / 2);
        Assert.True(often.Ci.Percentile(0.5) > often.Raw.Percentile(0.5));
    }

    [Fact]
    public void Costs_Month_AreTheProductsOfTheirUnits()
    {
        var outcome = Outcome(new Scenario { Costs = new UnitCosts { BytesPerChange = 100, BytesPerFile = 1_000 } }, files: 10, cuts: 5, rows: 1_000, seconds: 2, busy: 1);
        Assert.Equal(7.5 * 2_592_000, outcome.PutsPerMonth);
        // 19,440,000 PUTs at $0.005 a thousand.
        Assert.Equal(97.2, outcome.PutDollars, 1e-6);
        // As many GETs at $0.0004 a thousand.
        Assert.Equal(7.776, outcome.GetDollars, 1e-6);
        // 110,000 bytes in 2 s are 142.56 GB in 30 days, at 0.0037 credits.
        Assert.Equal(142.56, outcome.GigabytesPerMonth, 1e-6);
        Assert.Equal(142.56 * 0.0037, outcome.SnowpipeCredits, 1e-6);
        // A task that runs half of the time: 360 hours of an X-Small, at nine tenths.
        Assert.Equal(324, outcome.ServerlessCredits, 1e-6);
        Assert.Equal(97.2 + 7.776 + (3 * ((142.56 * 0.0037) + 324)), outcome.Dollars, 1e-6);
    }

    [Fact]
    public void Cores_ManyFiles_CountLikeTheirRows() =>
        // 500 rows and 5 files of 200 rows each in a second, at 100 rows a core, half busy: 30 cores.
        Assert.Equal(30, Outcome(new Scenario { Costs = new UnitCosts { RowsPerCoreSecond = 100, RowsForOneFile = 200 } }, files: 10, cuts: 5, rows: 1_000, seconds: 2, busy: 1).Cores);

    [Fact]
    public void Costs_CopyInTheTask_HaveNoPipes() =>
        Assert.Equal(0, Outcome(new Scenario { Way = Way.Copy }, files: 10, cuts: 5, rows: 1_000, seconds: 2, busy: 1).SnowpipeCredits);

    [Fact]
    public void Simulate_SameSeed_IsTheSame()
    {
        var (one, same, other) = (Account.Simulate(Small), Account.Simulate(Small), Account.Simulate(Small with { Seed = 2 }));
        Assert.Equal((one.Rows, one.Files, one.Raw.Percentile(0.5)), (same.Rows, same.Files, same.Raw.Percentile(0.5)));
        Assert.NotEqual((one.Rows, one.Files), (other.Rows, other.Files));
    }

    private static Assumptions Nothing => new() { PutSeconds = (0, 0), StatementSeconds = 0, StreamSeconds = 0, TaskStartSeconds = 0 };

    private static Outcome Outcome(Scenario scenario, long files, long cuts, long rows, double seconds, double busy) => new(scenario)
    {
        Files = files, Cuts = cuts, Rows = rows, Seconds = seconds, MergeSeconds = busy, CiSeconds = 0, Runs = (1, 0), BusiestTask = 0, UploadShare = 0, WaitersByBrand = 0, Raw = new Lags(), Ci = new Lags(),
        BrandCores = [CdcToSnowflake.Simulation.Outcome.CoresFor(scenario, rows, files, seconds)],
    };
}
