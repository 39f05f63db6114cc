namespace CdcToSnowflake.Throughput.Scaling;

/// <summary>One thing that grows while all else stays.</summary>
/// <param name="Name">Its file's name.</param>
/// <param name="Label">Its axis.</param>
/// <param name="Workloads">Its points, from the least.</param>
internal sealed record Curve(string Name, string Label, IReadOnlyList<Workload> Workloads)
{
    public static IReadOnlyList<Curve> All { get; } =
    [
        new("rows", "rows", [.. Of(10_000, 30_000, 100_000, 300_000, 1_000_000).Select(n => new Workload(n, n))]),
        new("tables", "tables, 200,000 rows in all", [.. Of(1, 10, 100, 1_000).Select(n => new Workload(n, 200_000, Tables: n, RowsEach: 100))]),
        new("brands", "brands at once in a process, 100,000 rows each", [.. Of(1, 2, 4, 8, 16).Select(n => new Workload(n, 100_000, Brands: n))]),
        new("columns", "columns, 50,000 rows", [.. Of(5, 10, 25, 50, 100).Select(n => new Workload(n, 50_000, Columns: n))]),
        new("transaction", "rows of a transaction, 50,000 in all", [.. Of(1, 10, 100, 1_000, 10_000).Select(n => new Workload(n, 50_000, RowsEach: n))]),
    ];

    private static int[] Of(params int[] values) => values;
}
