using System.Globalization;

namespace CdcToSnowflake.Simulation;

/// <summary>The options by name; what isn't known or doesn't fit is a <see cref="UsageException"/>.</summary>
internal sealed class CommandLine
{
    public const string Usage = """
        usage: Simulation [--results FOLDER] [option value]…, with what holds without them:
          the scenario          [--brands 500] [--tables 200] [--ci-tables 10] [--changes 50000] [--table-skew 1] [--brand-skew 0.5] [--cut-rows 1000000] [--seed 1]
                                [--interval 1,5,15,60,300] [--task-interval 30,300,900]
          few brands            [--small-brands 2,20,100] [--small-tables 50] [--small-changes 20]
          unit costs            [--rows-per-core 2400000] [--rows-for-one-file 16000] [--bytes-per-change 18] [--bytes-per-file 5200] [--merged-rows-per-second 180000]
          assumptions           [--load-median 25] [--load-p95 60] [--put-shortest 0.1] [--put-longest 0.2] [--parallel-puts 16] [--statement-seconds 0.5] [--stream-seconds 0.01]
                                [--task-start-seconds 2] [--statements-per-run 4] [--core-share 0.5]
          prices                [--snowpipe-credits-per-gb 0.0037] [--warehouse-credits-per-hour 1] [--serverless 0.9] [--dollars-per-credit 3] [--dollars-per-1000-puts 0.005]
                                [--dollars-per-1000-gets 0.0004]
        Without --results it prints what it would write there: simulation.md.
        """;

    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);

    public CommandLine(string[] args)
    {
        for (var i = 0; i < args.Length; i += 2)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == args.Length || !_options.TryAdd(args[i], args[i + 1]))
            {
                throw new UsageException($"{args[i]} is no option, lacks its value or is there twice.\n{Usage}");
            }
        }

        var defaults = new Scenario();
        Scenario = new Scenario
        {
            Brands = (int)Number("--brands", defaults.Brands, 1, 100_000),
            Tables = (int)Number("--tables", defaults.Tables, 1, 100_000),
            CiTables = (int)Number("--ci-tables", defaults.CiTables, 0, 100_000),
            Changes = Number("--changes", defaults.Changes, 0.001, 1e9),
            TableSkew = Number("--table-skew", defaults.TableSkew, 0, 10),
            BrandSkew = Number("--brand-skew", defaults.BrandSkew, 0, 10),
            CutRows = Number("--cut-rows", defaults.CutRows, 1, 1e12),
            Seed = (int)Number("--seed", defaults.Seed, 0, int.MaxValue),
            Small = new SmallAccount
            {
                Tables = (int)Number("--small-tables", defaults.Small.Tables, 1, 100_000),
                ChangesPerBrand = Number("--small-changes", defaults.Small.ChangesPerBrand, 0.001, 1e9),
            },
            Costs = new UnitCosts
            {
                RowsPerCoreSecond = Number("--rows-per-core", defaults.Costs.RowsPerCoreSecond, 1, 1e9),
                RowsForOneFile = Number("--rows-for-one-file", defaults.Costs.RowsForOneFile, 0, 1e9),
                BytesPerChange = Number("--bytes-per-change", defaults.Costs.BytesPerChange, 0, 1e9),
                BytesPerFile = Number("--bytes-per-file", defaults.Costs.BytesPerFile, 0, 1e9),
                MergedRowsPerSecond = Number("--merged-rows-per-second", defaults.Costs.MergedRowsPerSecond, 1, 1e9),
            },
            Prices = new Prices
            {
                SnowpipeCreditsPerGigabyte = Number("--snowpipe-credits-per-gb", defaults.Prices.SnowpipeCreditsPerGigabyte, 0, 1e6),
                WarehouseCreditsPerHour = Number("--warehouse-credits-per-hour", defaults.Prices.WarehouseCreditsPerHour, 0, 1e6),
                ServerlessMultiplier = Number("--serverless", defaults.Prices.ServerlessMultiplier, 0, 100),
                DollarsPerCredit = Number("--dollars-per-credit", defaults.Prices.DollarsPerCredit, 0, 1e6),
                DollarsPerThousandPuts = Number("--dollars-per-1000-puts", defaults.Prices.DollarsPerThousandPuts, 0, 1e6),
                DollarsPerThousandGets = Number("--dollars-per-1000-gets", defaults.Prices.DollarsPerThousandGets, 0, 1e6),
            },
            Assumptions = new Assumptions
            {
                LoadMedianSeconds = Number("--load-median", defaults.Assumptions.LoadMedianSeconds, 0.001, 1e6),
                LoadP95Seconds = Number("--load-p95", defaults.Assumptions.LoadP95Seconds, 0.001, 1e6),
                PutSeconds = (Number("--put-shortest", defaults.Assumptions.PutSeconds.Shortest, 0, 1e6), Number("--put-longest", defaults.Assumptions.PutSeconds.Longest, 0, 1e6)),
                ParallelPuts = (int)Number("--parallel-puts", defaults.Assumptions.ParallelPuts, 1, 10_000),
                StatementSeconds = Number("--statement-seconds", defaults.Assumptions.StatementSeconds, 0, 1e6),
                StreamSeconds = Number("--stream-seconds", defaults.Assumptions.StreamSeconds, 0, 1e6),
                TaskStartSeconds = Number("--task-start-seconds", defaults.Assumptions.TaskStartSeconds, 0, 1e6),
                StatementsPerRun = (int)Number("--statements-per-run", defaults.Assumptions.StatementsPerRun, 0, 10_000),
                CoreShare = Number("--core-share", defaults.Assumptions.CoreShare, 0.01, 1),
            },
        };
        CutSeconds = Numbers("--interval", [1, 5, 15, 60, 300], 0.1, 86_400);
        TaskSeconds = Numbers("--task-interval", [30, 300, 900], 0.1, 86_400);
        SmallBrands = [.. Numbers("--small-brands", [2, 20, 100], 1, 100_000).Select(brands => (int)brands)];
        Results = _options.Remove("--results", out var folder) ? folder : null;
        if (_options.Count > 0)
        {
            throw new UsageException($"The option {_options.Keys.First()} is not known.\n{Usage}");
        }
    }

    public Scenario Scenario { get; }

    public IReadOnlyList<double> CutSeconds { get; }

    public IReadOnlyList<double> TaskSeconds { get; }

    /// <summary>How many brands the small accounts have.</summary>
    public IReadOnlyList<int> SmallBrands { get; }

    public string? Results { get; }

    private double Number(string name, double otherwise, double least, double most) => _options.Remove(name, out var text) ? Parse(name, text, least, most) : otherwise;

    private double[] Numbers(string name, double[] otherwise, double least, double most) =>
        _options.Remove(name, out var text) ? [.. text.Split(',').Select(part => Parse(name, part, least, most)).Distinct().Order()] : otherwise;

    private static double Parse(string name, string text, double least, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{name} takes numbers from {least} to {most}, not '{text}'."));
}
