using System.Globalization;

namespace CdcToSnowflake.Throughput;

/// <summary>The one JSON line of a command: of several passes, the fastest.</summary>
internal static class Report
{
    public static string Line(IReadOnlyList<Pass> passes)
    {
        ThrowIfUnequal(passes);
        var best = passes.MinBy(pass => pass.Seconds)!;
        var rows = Math.Max(best.Rows, 1);
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"mb_per_s":{{best.Bytes / 1e6 / best.Seconds:F1}},"rows_per_s":{{best.Rows / best.Seconds:F0}},"events":{{best.Events}},"rows":{{best.Rows}},"bytes_per_row_allocated":{{(double)best.Allocated / rows:F3}},"checksum":"{{best.Checksum:x16}}","run":"best of {{passes.Count}}","seconds":{{best.Seconds:F4}},"rows_per_cpu_s":{{best.Rows / Math.Max(best.CpuSeconds, 1e-6):F0}}}""");
    }

    /// <summary>The ratios of the fastest passes of each.</summary>
    public static string Line(IReadOnlyList<Pass> ours, IReadOnlyList<Pass> boxed, bool jsonAsText)
    {
        ThrowIfUnequal(ours);
        ThrowIfUnequal(boxed);
        var (our, their) = (ours.MinBy(pass => pass.Seconds)!, boxed.MinBy(pass => pass.Seconds)!);
        if (our.Rows != their.Rows)
        {
            throw new InvalidOperationException($"The readers disagree: {our.Rows} and {their.Rows} row changes.");
        }

        var cpu = boxed.Min(pass => pass.CpuSeconds) / ours.Min(pass => pass.CpuSeconds);
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"rows":{{our.Rows}},"ratio":{{their.Seconds / our.Seconds:F2}},"ratio_cpu":{{cpu:F2}},"rows_per_s":{{our.Rows / our.Seconds:F0}},"boxed_rows_per_s":{{their.Rows / their.Seconds:F0}},"bytes_per_row_allocated":{{(double)our.Allocated / Math.Max(our.Rows, 1):F1}},"boxed_bytes_per_row_allocated":{{(double)their.Allocated / Math.Max(their.Rows, 1):F1}},"json":"{{(jsonAsText ? "text" : "binary")}}","run":"best of {{ours.Count}}, alternating"}""");
    }

    private static void ThrowIfUnequal(IReadOnlyList<Pass> passes)
    {
        if (passes.FirstOrDefault(pass => pass.Checksum != passes[0].Checksum || pass.Rows != passes[0].Rows) is { } other)
        {
            throw new InvalidOperationException($"Two passes over the same input gave {passes[0].Rows} rows of {passes[0].Checksum:x16} and {other.Rows} of {other.Checksum:x16}.");
        }
    }
}
