namespace CdcToSnowflake.Simulation;

/// <summary>What is simulated: so many brands with so many tables and changes.</summary>
internal sealed record Scenario
{
    public int Brands { get; init; } = 500;

    /// <summary>Tables of each brand.</summary>
    public int Tables { get; init; } = 200;

    /// <summary>Of them, those that CI has, the most changed ones.</summary>
    public int CiTables { get; init; } = 10;

    /// <summary>Changes a second, of all brands.</summary>
    public double Changes { get; init; } = 50_000;

    /// <summary>Zipf's exponent over a brand's tables: with 1, the tenth table changes a tenth as often as the first.</summary>
    public double TableSkew { get; init; } = 1;

    /// <summary>Zipf's exponent over the brands.</summary>
    public double BrandSkew { get; init; } = 0.5;

    /// <summary>The longest time that a cut stays open.</summary>
    public double CutSeconds { get; init; } = 10;

    /// <summary>Rows that end a cut before its time: the default of CaptureOptions.CutRows.</summary>
    public double CutRows { get; init; } = 1_000_000;

    /// <summary>The shortest time from one run of a task to its next.</summary>
    public double TaskSeconds { get; init; } = 30;

    public Way Way { get; init; } = Way.Pipes;

    public int Seed { get; init; } = 1;

    /// <summary>The account that most have to begin with, of few brands.</summary>
    public SmallAccount Small { get; init; } = new();

    public UnitCosts Costs { get; init; } = new();

    public Prices Prices { get; init; } = new();

    public Assumptions Assumptions { get; init; } = new();

    /// <summary>How long is simulated: many cuts, and many runs of the slowest task.</summary>
    public double Seconds => Math.Max(1_800, 12 * Math.Max(CutSeconds, TaskSeconds));
}
