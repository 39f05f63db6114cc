namespace CdcToSnowflake.Simulation;

/// <summary>An account of few brands, whose lag and price a reader asks for first.</summary>
internal sealed record SmallAccount
{
    /// <summary>Tables of each brand.</summary>
    public int Tables { get; init; } = 50;

    /// <summary>Changes a second of each brand, on the average: 20 are 1.7 million a day.</summary>
    public double ChangesPerBrand { get; init; } = 20;

    public Scenario Of(Scenario scenario, int brands, double cutSeconds, double taskSeconds) =>
        scenario with { Brands = brands, Tables = Tables, CiTables = Math.Min(scenario.CiTables, Tables), Changes = brands * ChangesPerBrand, CutSeconds = cutSeconds, TaskSeconds = taskSeconds };
}
