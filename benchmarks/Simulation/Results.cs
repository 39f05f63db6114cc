using System.Globalization;
using System.Text;

namespace CdcToSnowflake.Simulation;

/// <summary>The scenarios of one run of the program, as a page, as CSV and as charts.</summary>
internal sealed class Results
{
    private readonly CommandLine _line;
    private readonly List<Outcome> _byCut;
    private readonly List<Outcome> _byTask;
    private readonly List<Outcome> _copies;
    private readonly List<Outcome> _small;
    private readonly CiText _ci;

    public Results(CommandLine line)
    {
        _line = line;
        var scenario = line.Scenario with { TaskSeconds = line.TaskSeconds[0] };
        _byCut = [.. line.CutSeconds.Select(seconds => Account.Simulate(scenario with { CutSeconds = seconds }))];
        // The other knobs are turned at the interval in the middle or, without one, the longer.
        var middle = scenario with { CutSeconds = line.CutSeconds[line.CutSeconds.Count / 2] };
        _byTask = [.. line.TaskSeconds.Select(seconds => Account.Simulate(middle with { TaskSeconds = seconds }))];
        _copies = [.. line.TaskSeconds.Select(seconds => Account.Simulate(middle with { Way = Way.Copy, TaskSeconds = seconds }))];
        _small = [.. line.SmallBrands.SelectMany(brands => Rhythms.Select(rhythm => Account.Simulate(scenario.Small.Of(scenario, brands, rhythm.Cut, rhythm.Task))))];
        _ci = CiText.Of(scenario.Brands, scenario.CiTables);
    }

    /// <summary>Cuts and tasks of the small accounts: the SDK's own defaults, and slower.</summary>
    private static IReadOnlyList<(double Cut, double Task)> Rhythms => [(10, 10), (60, 60), (300, 300)];

    private IEnumerable<Outcome> All => [.. _byCut, .. _byTask.Skip(1), .. _copies];

    public string Markdown()
    {
        var scenario = _line.Scenario;
        var page = new StringBuilder();
        Write(page, $"""
            # Past one machine: a simulation

            {scenario.Brands:#,##0} brands × {scenario.Tables:#,##0} tables, {scenario.Changes:#,##0} changes a second, {scenario.CiTables:#,##0} tables of each brand in CI; changes spread over tables and brands by Zipf's law (exponents {scenario.TableSkew} and {scenario.BrandSkew}), seed {scenario.Seed}.
            **Nothing here was measured on an account.** Unit costs that were measured are in [UnitCosts.cs](../Simulation/UnitCosts.cs), prices with their pages in [Prices.cs](../Simulation/Prices.cs), and what is neither, above all that a small statement takes
            {scenario.Assumptions.StatementSeconds} s and that half of the files load within {scenario.Assumptions.LoadMedianSeconds} s, in [Assumptions.cs](../Simulation/Assumptions.cs). Each is an option of the program (`--help`): give it your own.

            ## Few brands

            Brands of {scenario.Small.Tables:#,##0} tables and {scenario.Small.ChangesPerBrand:#,##0.###} changes a second each, files loaded by pipes; the first rhythm, cuts of 10 s and tasks at least 10 s apart, is what holds by default. Of the dollars are
            PUT requests, one GET of each file and manifest, loading and serverless tasks; what captures run on, handlers' reads, storage and queries come to them.

            | brands | cuts, and tasks apart | lag to RAW, s: half, 95 %, 99 % | lag to CI, s: half, 95 %, 99 % | PUT requests | GET requests | Snowpipe | serverless tasks | dollars a month | a brand's task runs, at most | cores for capture |
            |---|---|---|---|---|---|---|---|---|---|---|
            """);
        foreach (var outcome in _small)
        {
            Write(page, $"| {outcome.Scenario.Brands:#,##0} | {outcome.Scenario.CutSeconds} s | {Lag(outcome.Raw)} | {Lag(outcome.Ci)} | ${outcome.PutDollars:#,##0} | ${outcome.GetDollars:#,##0} | ${outcome.SnowpipeDollars:#,##0} | ${outcome.ServerlessDollars:#,##0} | **${outcome.Dollars:#,##0}** | {outcome.BusiestTask:0 %} of the time | {outcome.BrandCores.Sum():0.##} |");
        }

        Write(page, $"""

            ## {scenario.Brands:#,##0} brands, by cut interval

            Files loaded by pipes, tasks at least {_line.TaskSeconds[0]} s apart.

            """);
        Table(page, "cut", _byCut, outcome => $"{outcome.Scenario.CutSeconds} s");
        Write(page, $"""

            ![Lag by cut interval](simulation-lag.svg)
            ![Cost by cut interval](simulation-cost.svg)

            ## {scenario.Brands:#,##0} brands, what else there is to turn

            All with cuts of {_byTask[0].Scenario.CutSeconds} s.

            """);
        Table(page, "change", [.. _byTask, .. _copies], Change);
        Write(page, $"""

            ## Brands spread over processes

            What a brand's capture takes of a core, its rows and its files by the measured unit costs, no core busier than {scenario.Assumptions.CoreShare:0 %}; the busiest brands placed first, each where there is room. Brands in one process share nothing that slows
            them ([scaling](scaling.md)), but they share a CI: [how brands are spread](../../samples/docs/shards.md).

            | cut | cores of all | of the busiest brand | processes of 2 cores | of 4 | of 8 | brands in a process of 4 cores, fewest to most |
            |---|---|---|---|---|---|---|
            """);
        foreach (var outcome in _byCut)
        {
            var shards = Shard.Of(outcome.BrandCores, 4);
            Write(page, $"| {outcome.Scenario.CutSeconds} s | {outcome.Cores:#,##0} | {outcome.BrandCores.Max():0.##} | {Shard.Of(outcome.BrandCores, 2).Count:#,##0} | {shards.Count:#,##0} | {Shard.Of(outcome.BrandCores, 8).Count:#,##0} | {shards.Min(shard => shard.Brands)} to {shards.Max(shard => shard.Brands)} |");
        }

        Write(page, $"""

            ## Limits

            The first scenario above that goes beyond each, in the order of the tables; "none" if all stay within.

            | | reached, at most | limit | from | beyond it | then |
            |---|---|---|---|---|---|
            """);
        foreach (var limits in All.SelectMany(outcome => Limits.Of(outcome.Scenario, outcome, _ci).Select(limit => (Outcome: outcome, Limit: limit))).GroupBy(item => item.Limit.Name))
        {
            var (most, first) = (limits.Max(item => item.Limit.Value), limits.FirstOrDefault(item => item.Limit.IsHit));
            var limit = limits.First().Limit;
            Write(page, $"| {limit.Name} | {most:#,##0.##} | {(double.IsFinite(limit.Allowed) ? limit.Allowed.ToString("#,##0.##", CultureInfo.InvariantCulture) : "")} | {limit.Source} | {(first.Outcome is { } outcome ? $"cuts of {outcome.Scenario.CutSeconds} s, {Change(outcome)}" : "none")} | {limit.Remedy} |");
        }

        return page.ToString();
    }

    public string Csv() => Csv(All);

    /// <summary>The accounts of few brands.</summary>
    public string SmallCsv() => Csv(_small);

    private static string Csv(IEnumerable<Outcome> outcomes)
    {
        var csv = new StringBuilder();
        Write(csv, $"cut_s,task_s,way,brands,parallel_puts,files_per_s,puts_per_month,put_dollars,get_dollars,gb_per_month,snowpipe_credits,snowpipe_dollars,serverless_credits,serverless_dollars,dollars,raw_p50_s,raw_p95_s,raw_p99_s,ci_p50_s,ci_p95_s,ci_p99_s,cores,busiest_brand_cores,processes_of_4_cores,busiest_task,empty_runs,runs,waiters_by_brand");
        foreach (var outcome in outcomes)
        {
            var scenario = outcome.Scenario;
            Write(csv, $"{scenario.CutSeconds},{scenario.TaskSeconds},{Name(scenario.Way)},{scenario.Brands},{scenario.Assumptions.ParallelPuts},{outcome.FilesPerSecond:0.##},{outcome.PutsPerMonth:0},{outcome.PutDollars:0.##},{outcome.GetDollars:0.##},{outcome.GigabytesPerMonth:0.#},{outcome.SnowpipeCredits:0.##},{outcome.SnowpipeDollars:0.##},{outcome.ServerlessCredits:0.#},{outcome.ServerlessDollars:0.##},{outcome.Dollars:0},{outcome.Raw.Percentile(0.5):0.#},{outcome.Raw.Percentile(0.95):0.#},{outcome.Raw.Percentile(0.99):0.#},{outcome.Ci.Percentile(0.5):0.#},{outcome.Ci.Percentile(0.95):0.#},{outcome.Ci.Percentile(0.99):0.#},{outcome.Cores},{outcome.BrandCores.Max():0.###},{Shard.Of(outcome.BrandCores, 4).Count},{outcome.BusiestTask:0.###},{outcome.Runs.Empty},{outcome.Runs.All},{outcome.WaitersByBrand}");
        }

        return csv.ToString();
    }

    private static void Table(StringBuilder page, string first, IReadOnlyList<Outcome> outcomes, Func<Outcome, string> name)
    {
        Write(page, $"""
            | {first} | files/s | PUT a month, millions | their price | the GETs' | GB a month | Snowpipe, credits | serverless tasks, credits | dollars a month | lag to RAW, s: half, 95 %, 99 % | lag to CI, s: half, 95 %, 99 % | busiest brand's task runs | cores for capture |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|
            """);
        foreach (var outcome in outcomes)
        {
            Write(page, $"| {name(outcome)} | {outcome.FilesPerSecond:#,##0} | {outcome.PutsPerMonth / 1e6:#,##0} | ${outcome.PutDollars:#,##0} | ${outcome.GetDollars:#,##0} | {outcome.GigabytesPerMonth:#,##0} | {outcome.SnowpipeCredits:#,##0} | {outcome.ServerlessCredits:#,##0} | **${outcome.Dollars:#,##0}** | {Lag(outcome.Raw)} | {Lag(outcome.Ci)} | {outcome.BusiestTask:0 %} of the time | {outcome.Cores} |");
        }
    }

    private static string Lag(Lags lags) => string.Create(CultureInfo.InvariantCulture, $"{lags.Percentile(0.5):0}, {lags.Percentile(0.95):0}, {lags.Percentile(0.99):0}");

    private static string Change(Outcome outcome) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(outcome.Scenario.Way == Way.Copy ? "COPY in the task" : "pipes")}, tasks {outcome.Scenario.TaskSeconds} s apart");

    private static string Name(Way way) => way == Way.Copy ? "copy" : "pipes";

    private static void Write(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
