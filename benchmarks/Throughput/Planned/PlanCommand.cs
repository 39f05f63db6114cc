using System.Globalization;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Throughput.Planned;

/// <summary>Plans of an account that has nothing yet: the first of the process, compiling included, and the best of those after it.</summary>
internal static class PlanCommand
{
    private const int ColumnCount = 10;

    public static string Run(Arguments arguments)
    {
        var tables = arguments.Count("--tables", 10_000);
        var brands = arguments.Count("--brands", 2);
        var repeat = arguments.Count("--repeat", 5);
        arguments.ThrowIfLeftOver();
        if (tables < brands)
        {
            throw new UsageException($"--tables {tables} gives not each of {brands} brands one.");
        }

        BrandModel[] models = [.. Enumerable.Range(0, brands).Select(brand => Brand($"brand_{brand}", tables / brands))];
        var first = PlanPass.Measure(models);
        var others = Enumerable.Range(0, repeat).Select(_ => PlanPass.Measure(models)).ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"tables":{{tables / brands * brands}},"brands":{{brands}},"statements":{{first.Steps}},"characters":{{first.Characters}},"first":{{Json(first)}},"fastest":{{Json(others.MinBy(pass => pass.Seconds)!)}},"least_cpu_s":{{others.Min(pass => pass.CpuSeconds):F3}},"peak_mib":{{Environment.WorkingSet >> 20}},"processors":{{Environment.ProcessorCount}},"run":"first and best of {{repeat}}"}""");
    }

    private static string Json(PlanPass pass) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"s":{{pass.Seconds:F3}},"cpu_s":{{pass.CpuSeconds:F3}},"gc_pause_s":{{pass.PauseSeconds:F3}},"mb_allocated":{{pass.Allocated / 1e6:F0}}}""");

    private static BrandModel Brand(string id, int tables) => new(id, $"s3://cdc/{id}/",
    [
        .. Enumerable.Range(0, tables).Select(table => new SourceTable(
            "shop", $"table_{table}",
            [.. Enumerable.Range(0, ColumnCount).Select(column => new SourceColumn($"column_{column}", new SourceType(column % 2 == 0 ? SourceKind.BigInt : SourceKind.VarChar), column > 0))], ["column_0"])),
    ]);
}
