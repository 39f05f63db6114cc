using System.Globalization;
using System.IO.Compression;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Throughput.Captured;

/// <summary>The one JSON line of <c>capture</c>: the fastest pass of each.</summary>
internal static class CaptureReport
{
    public static string Line(FileFormat format, CompressionLevel level, IReadOnlyList<CapturePass> ours, IReadOnlyList<CapturePass> plain, long peak)
    {
        var (our, their) = (ours.MinBy(pass => pass.Seconds)!, plain.MinBy(pass => pass.Seconds)!);
        if (our.Rows < their.Rows)
        {
            throw new InvalidOperationException($"Our capture wrote {our.Rows} rows, the plain one {their.Rows}.");
        }

        var cpu = plain.Min(pass => pass.CpuSeconds) / ours.Min(pass => pass.CpuSeconds);
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"format":"{{format}}","level":"{{level}}","mb_per_s":{{our.Bytes / 1e6 / our.Seconds:F1}},"rows_per_s":{{our.Rows / our.Seconds:F0}},"rows_per_cpu_s":{{our.Rows / ours.Min(pass => pass.CpuSeconds):F0}},"rows":{{our.Rows}},"bytes_written":{{our.Written}},"peak_mib":{{peak >> 20}},"plain_mb_per_s":{{their.Bytes / 1e6 / their.Seconds:F1}},"plain_rows_per_s":{{their.Rows / their.Seconds:F0}},"plain_bytes_written":{{their.Written}},"ratio":{{their.Seconds / our.Seconds:F2}},"ratio_cpu":{{cpu:F2}},"run":"best of {{ours.Count}}, alternating"}""");
    }
}
