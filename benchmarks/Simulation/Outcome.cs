namespace CdcToSnowflake.Simulation;

/// <summary>What a simulated time came to. Months have 30 days.</summary>
internal sealed record Outcome(Scenario Scenario)
{
    private const double MonthSeconds = 30 * 24 * 3600.0;

    /// <summary>Seconds that were simulated.</summary>
    public required double Seconds { get; init; }

    public required long Cuts { get; init; }

    public required long Files { get; init; }

    public required long Rows { get; init; }

    /// <summary>Runs of the brands' tasks, and of them those that found no complete cut.</summary>
    public required (long All, long Empty) Runs { get; init; }

    /// <summary>Seconds that the brands' tasks ran, all together.</summary>
    public required double MergeSeconds { get; init; }

    /// <summary>Seconds that the CI task ran.</summary>
    public required double CiSeconds { get; init; }

    /// <summary>The share of the time that the busiest brand's task ran.</summary>
    public required double BusiestTask { get; init; }

    /// <summary>The share of its interval that the busiest brand's cut takes on its way into S3.</summary>
    public required double UploadShare { get; init; }

    /// <summary>The most statements that would wait for one CI table, if each brand merged into it by itself.</summary>
    public required int WaitersByBrand { get; init; }

    /// <summary>From a change's commit to RAW.</summary>
    public required Lags Raw { get; init; }

    /// <summary>From a change's commit to CI.</summary>
    public required Lags Ci { get; init; }

    public double FilesPerSecond => Files / Seconds;

    /// <summary>Files and manifests.</summary>
    public double PutsPerSecond => (Files + Cuts) / Seconds;

    public double PutsPerMonth => PutsPerSecond * MonthSeconds;

    public double CiBusy => CiSeconds / Seconds;

    public double PutDollars => PutsPerMonth / 1000 * Scenario.Prices.DollarsPerThousandPuts;

    /// <summary>Each file and each manifest is read once, by a pipe or a COPY.</summary>
    public double GetDollars => PutsPerMonth / 1000 * Scenario.Prices.DollarsPerThousandGets;

    public double GigabytesPerMonth => ((Rows * Scenario.Costs.BytesPerChange) + (Files * Scenario.Costs.BytesPerFile)) / 1e9 / Seconds * MonthSeconds;

    public double SnowpipeCredits => Scenario.Way == Way.Pipes ? GigabytesPerMonth * Scenario.Prices.SnowpipeCreditsPerGigabyte : 0;

    public double ServerlessCredits => (MergeSeconds + CiSeconds) / Seconds * MonthSeconds / 3600 * Scenario.Prices.WarehouseCreditsPerHour * Scenario.Prices.ServerlessMultiplier;

    public double SnowpipeDollars => SnowpipeCredits * Scenario.Prices.DollarsPerCredit;

    public double ServerlessDollars => ServerlessCredits * Scenario.Prices.DollarsPerCredit;

    public double Dollars => PutDollars + GetDollars + SnowpipeDollars + ServerlessDollars;

    /// <summary>Cores that each brand's capture keeps busy as far as they may be.</summary>
    public required IReadOnlyList<double> BrandCores { get; init; }

    /// <summary>The same of all captures.</summary>
    public int Cores => (int)Math.Ceiling(BrandCores.Sum());

    /// <summary>Cores that so many rows and files in so many seconds keep busy as far as they may be.</summary>
    public static double CoresFor(Scenario scenario, long rows, long files, double seconds) =>
        (rows + (files * scenario.Costs.RowsForOneFile)) / seconds / scenario.Costs.RowsPerCoreSecond / scenario.Assumptions.CoreShare;
}
