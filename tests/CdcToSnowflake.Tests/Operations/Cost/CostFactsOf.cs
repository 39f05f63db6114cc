using CdcToSnowflake.Operations.Cost;
using CdcToSnowflake.Operations.Cost.Advice;
using CdcToSnowflake.Operations.Cost.Reading;
using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Tests.Operations.Cost;

/// <summary>What an account's views would tell of a day.</summary>
internal static class CostFactsOf
{
    public static CostPeriod Day { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));

    public static SnowflakeSql Sql { get; } = new(Tests.Sql.SampleModels.TwoBrands);

    public static FullName Merge { get; } = new("BRAND_A_DB", "STG_SCHEMA", "MERGE_RAW");

    /// <summary>A warehouse whose statements run so many seconds, so many seconds after each other begun, all day; billed as its setting has it.</summary>
    public static CostFacts Warehouse(string size, int? suspend, int seconds, int every, FullName? task = null)
    {
        var setting = new WarehouseSetting("WH", size, suspend is { } after ? TimeSpan.FromSeconds(after) : null);
        var stretches = Stretches(seconds, every);
        var billed = WarehouseBill.Of(BusyTime.Union(stretches), setting.AutoSuspend, Day.To).Credits(setting.CreditsPerHour!.Value);
        return new CostFacts(Day)
        {
            Settings = [setting],
            Metered = [new MeteredStep("WH", Day.From, billed, 0, 0)],
            Activity = [.. stretches.Select(stretch => new WarehouseStretch("WH", task, stretch, 1, 0))],
            TaskActivity = task is { } named ? Runs(named, seconds, every) : [],
        };
    }

    /// <summary>A serverless task that runs so all day, as an X-Small.</summary>
    public static CostFacts Serverless(int seconds, int every) => new(Day)
    {
        TaskActivity = Runs(Merge, seconds, every),
        Serverless = [new TaskStep(Merge, Day.From, 0.9m * seconds * (86_400 / every) / 3600)],
    };

    public static CostReport Report(CostFacts facts, CostOptions? options = null) => CostSums.Of(facts, Sql, (options ?? new CostOptions()).Checked());

    private static List<BusyTime> Stretches(int seconds, int every) =>
        [.. Enumerable.Range(0, 86_400 / every).Select(i => Day.From.AddSeconds(i * every)).Select(at => new BusyTime(at, at.AddSeconds(seconds)))];

    private static List<TaskStretch> Runs(FullName task, int seconds, int every) =>
        [.. Stretches(seconds, every).Select(stretch => new TaskStretch(task, stretch, 1, 0, seconds, TimeSpan.FromSeconds(seconds)))];
}
