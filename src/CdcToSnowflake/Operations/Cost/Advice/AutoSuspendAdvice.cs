using System.Globalization;
using CdcToSnowflake.Operations.Cost.Reading;
using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Operations.Cost.Advice;

/// <summary>After what time each warehouse had better suspend itself: the billing of the period is played again for several times, over the pauses that its statements had.</summary>
internal static class AutoSuspendAdvice
{
    // Snowflake looks about every 30 seconds, so others make no difference (the manual's "CREATE WAREHOUSE").
    private static readonly int[] Seconds = [30, 60, 90, 120, 180, 300, 600, 900, 1800, 3600];

    // A cache that is kept longer for next to no credits is worth them.
    private const decimal NextToNothing = 1.02m;

    public static IEnumerable<CostAdvice> Of(CostFacts facts, SnowflakeSql sql)
    {
        var activity = facts.Activity.ToLookup(stretch => stretch.Warehouse, StringComparer.Ordinal);
        var metered = facts.Metered.ToLookup(step => step.Warehouse, step => step.Compute, StringComparer.Ordinal);
        var loads = facts.Loads.ToDictionary(load => load.Warehouse, StringComparer.Ordinal);
        foreach (var setting in facts.Settings)
        {
            if (activity[setting.Name].Any() && metered[setting.Name].Sum() is > 0 and var billed && Of(facts.Period, setting, [.. activity[setting.Name]], billed, loads.GetValueOrDefault(setting.Name), sql) is { } advice)
            {
                yield return advice;
            }
        }
    }

    private static CostAdvice? Of(CostPeriod period, WarehouseSetting setting, List<WarehouseStretch> stretches, decimal billed, WarehouseLoad? load, SnowflakeSql sql)
    {
        var busy = BusyTime.Union(stretches.Select(stretch => stretch.Time));
        WarehouseBill Bill(TimeSpan? suspend) => WarehouseBill.Of(busy, suspend, period.To);
        var current = Bill(setting.AutoSuspend);

        // What was billed is known; what is played again only says how it would change. So several clusters, other sizes in the period and the time until Snowflake looks are in it.
        decimal Credits(WarehouseBill bill) => billed * bill.Billed.Ticks / current.Billed.Ticks;
        var choices = Seconds.Select(seconds => (TimeSpan?)TimeSpan.FromSeconds(seconds)).Append(setting.AutoSuspend).Distinct().OrderBy(suspend => suspend ?? TimeSpan.MaxValue)
            .Select(suspend => (Suspend: suspend, Bill: Bill(suspend), Credits: Credits(Bill(suspend)))).ToList();
        var best = choices.Min(choice => choice.Credits);
        var (advised, bill, credits) = choices.Last(choice => choice.Suspend is not null && choice.Credits <= best * NextToNothing);
        if (advised == setting.AutoSuspend || credits >= billed)
        {
            return null;
        }

        List<TimeSpan> pauses = [.. busy.Zip(busy.Skip(1), (one, next) => next.Start - one.End).Order()];
        List<string> evidence =
        [
            $"It ran statements in {busy.Count:N0} stretches, {CostText.Time(BusyTime.Sum(busy))} of {CostText.Time(period.Length)}; it was billed {CostText.Credits(billed)}.",
            .. pauses.Count == 0 ? Enumerable.Empty<string>() : [$"Half of the {pauses.Count:N0} pauses of more than {CostQuestions.Pause} s last up to {CostText.Time(pauses[pauses.Count / 2])}, nine of ten up to {CostText.Time(pauses[pauses.Count * 9 / 10])}."],
            $"It would have started {bill.Starts:N0} times in place of {current.Starts:N0}; each start is billed for a minute at least, and loses what the cache held.",
            .. load is { Bytes: > 0 } ? [string.Create(CultureInfo.InvariantCulture, $"{(double)load.Cached / load.Bytes:P0} of the bytes that statements read came from its cache.")] : Enumerable.Empty<string>(),
        ];
        return new CostAdvice(
            CostAdviceKind.AutoSuspend,
            setting.Name,
            $"Suspend warehouse {setting.Name} after {Word(advised)} without a statement, not {(setting.AutoSuspend is null ? "never" : $"after {Word(setting.AutoSuspend)}")}.",
            billed,
            credits,
            "The period's billing is played again over the warehouse's own pauses: by the second, 60 seconds at least from each start. Of times that cost within 2 % of the cheapest, the longest is taken, since it keeps the cache longest. Reading again what the cache lost isn't in it.",
            evidence,
            [.. choices.Select(choice => new CostChoice(Word(choice.Suspend), choice.Credits, choice.Bill.Starts, choice.Suspend == setting.AutoSuspend, choice.Suspend == advised))],
            [sql.SetAutoSuspend(setting.Name, advised!.Value).Text],
            "WarehouseOptions.AutoSuspend");
    }

    private static string Word(TimeSpan? suspend) => suspend is { } time ? CostText.Time(time) : "never";
}
