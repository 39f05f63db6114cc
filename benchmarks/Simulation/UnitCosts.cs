namespace CdcToSnowflake.Simulation;

/// <summary>What was measured of this project, on the machines that results/unit-costs.csv names. Options of the program change each.</summary>
internal sealed record UnitCosts
{
    /// <summary>
    /// Rows that one core captures in a second: decoded, cut, written as Parquet with zstd. <c>rows_per_cpu_s</c> of <c>Throughput capture narrow.binlog</c>, on an AMD EPYC (Zen 4, 2 cores, virtual) with .NET 10.0: rows of
    /// five columns in a few large files. Rows of 580 bytes take several times as long.
    /// </summary>
    public double RowsPerCoreSecond { get; init; } = 2_400_000;

    /// <summary>Rows that take as much of a core as a file does beside its rows: 200,000 rows in 1,000 files took 81 times what they took in one (results/scaling/tables.csv).</summary>
    public double RowsForOneFile { get; init; } = 16_000;

    /// <summary>Bytes of a Parquet file for each of its rows: the slope over the files that <c>Quickstart --store</c> writes of its two recorded restaurants, seven tables each.</summary>
    public double BytesPerChange { get; init; } = 18;

    /// <summary>Bytes of a Parquet file whatever its rows, the intercept over the same files: their columns' descriptions, of which each file has its own.</summary>
    public double BytesPerFile { get; init; } = 5_200;

    /// <summary>
    /// Rows that a MERGE takes in a second, beside what the statement takes anyhow: 1,000,000 changes in 5.0 to 5.9 s, STG → RAW (results/emulator-flow.md). That is the embedded Snowflake on two cores, which stands in for an
    /// X-Small warehouse: nothing was measured on an account.
    /// </summary>
    public double MergedRowsPerSecond { get; init; } = 180_000;
}
