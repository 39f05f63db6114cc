using System.Globalization;
using CdcToSnowflake.Charts;

namespace CdcToSnowflake.Throughput.Scaling;

/// <summary>A measured curve as CSV: two lines that say what is in it and where it was measured, then the points.</summary>
internal static class CurveFile
{
    private const string Head = "value,cpu_per_row,bytes_per_row,files";

    public static string Text(Curve curve, string machine, IEnumerable<CurvePoint> points) =>
        string.Join('\n', [$"# {curve.Label}", $"# {machine}", Head, .. points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.Value},{point.Cpu:0.###},{point.Bytes:0.###},{point.Files}")), ""]);

    /// <summary>The chart of a file's text.</summary>
    /// <exception cref="UsageException">It isn't what <see cref="Text"/> writes.</exception>
    public static string Chart(string name, string text)
    {
        if (text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n') is not [['#', ' ', .. var label], ['#', ' ', .. var machine], Head, _, ..] lines)
        {
            throw new UsageException($"{name}.csv isn't a curve that scale wrote.");
        }

        var points = lines[3..].Select(line => Parse(name, line)).ToList();
        return new LineChart
        {
            Title = $"Capture by {name}",
            Description = $"Processor time and bytes written for each row, as ratios to the first point, by {label}. {machine} From {name}.csv.",
            XLabel = label,
            YLabel = "ratio to the first point",
            Lines = [new Series("processor time a row", [.. points.Select(point => new Point(point.Value, point.Cpu))]), new Series("bytes a row", [.. points.Select(point => new Point(point.Value, point.Bytes))])],
        }.ToSvg();
    }

    private static CurvePoint Parse(string name, string line) =>
        line.Split(',') is [var value, var cpu, var bytes, var files]
        && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && double.TryParse(cpu, CultureInfo.InvariantCulture, out var time) && time > 0
        && double.TryParse(bytes, CultureInfo.InvariantCulture, out var size) && size > 0 && long.TryParse(files, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new CurvePoint(at, time, size, count)
            : throw new UsageException($"{name}.csv has a line that isn't a point: '{line}'.");
}
