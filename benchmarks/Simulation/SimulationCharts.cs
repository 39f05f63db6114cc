using System.Globalization;
using CdcToSnowflake.Charts;

namespace CdcToSnowflake.Simulation;

/// <summary>The charts of what simulation.csv says: of its lines like the first, by cut interval.</summary>
internal sealed class SimulationCharts
{
    private readonly List<string> _head;
    private readonly List<string[]> _lines;

    public SimulationCharts(string csv)
    {
        var lines = csv.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => line.Split(',')).ToList();
        if (lines.Count < 2 || lines.Any(line => line.Length != lines[0].Length) || lines[0] is not ["cut_s", "task_s", "way", ..])
        {
            throw new UsageException("simulation.csv isn't what a simulation wrote.");
        }

        _head = [.. lines[0]];
        _lines = [.. lines.Skip(1).Where(line => line[1] == lines[1][1] && line[2] == lines[1][2])];
    }

    public string Lag() => new LineChart
    {
        Title = "How old changes are when they arrive, by cut interval",
        Description = "Simulated: half and 95 of 100 changes are in RAW and in CI within so many seconds of their commit, by the longest time that a cut stays open. From simulation.csv.",
        XLabel = "cut interval, s",
        YLabel = "lag, s",
        Lines = [Line("CI, 95 of 100", "ci_p95_s"), Line("CI, half", "ci_p50_s"), Line("RAW, 95 of 100", "raw_p95_s"), Line("RAW, half", "raw_p50_s")],
    }.ToSvg();

    public string Cost() => new LineChart
    {
        Title = "What a month costs, by cut interval",
        Description = "Simulated: dollars a month for PUT and GET requests, for loading by pipes and for serverless tasks, by the longest time that a cut stays open. From simulation.csv.",
        XLabel = "cut interval, s",
        YLabel = "dollars a month",
        Lines = [Line("tasks", "serverless_dollars"), Line("PUT requests", "put_dollars"), Line("GET requests", "get_dollars"), Line("pipes", "snowpipe_dollars")],
    }.ToSvg();

    /// <summary>What isn't above 0, such as a price of nothing, has no place on a logarithmic axis.</summary>
    private Series Line(string name, string column)
    {
        var at = _head.IndexOf(column);
        return new Series(name, [.. _lines.Select(line => new Point(Number(line[0]), Number(line[at]))).Where(point => point.Y > 0)]);
    }

    private static double Number(string text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : throw new UsageException($"simulation.csv has '{text}' where a number belongs.");
}
