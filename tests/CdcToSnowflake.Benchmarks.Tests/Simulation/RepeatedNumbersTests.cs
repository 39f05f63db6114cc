using System.Globalization;
using System.Text.RegularExpressions;

namespace CdcToSnowflake.Benchmarks.Tests.Simulation;

/// <summary>What the pages repeat of the simulation is what its committed lines say: lags to the second, dollars as the pages round them.</summary>
public sealed partial class RepeatedNumbersTests
{
    private const double Rounding = 0.02;

    private static readonly IReadOnlyList<IReadOnlyDictionary<string, string>> All = Lines("simulation.csv");

    private static readonly IReadOnlyList<IReadOnlyDictionary<string, string>> Small = Lines("simulation-small.csv");

    private static readonly string Page = Read("..", "README.md");

    [Fact]
    public void Readme_LagOfFewBrands_IsOfTheLines()
    {
        var byDefaults = Small.Where(line => line["cut_s"] == "10").ToList();
        var said = LagFootnote().Match(Read("..", "..", "README.md")).Groups;

        foreach (var (column, least, most) in ((string, string, string)[])[("ci_p50_s", "half", "halfTo"), ("ci_p95_s", "most", "mostTo")])
        {
            // The lines have tenths, which were rounded once already.
            Assert.Equal(byDefaults.Min(line => Number(line[column])), Number(said[least]), 0.6);
            Assert.Equal(byDefaults.Max(line => Number(line[column])), Number(said[most]), 0.6);
        }
    }

    [Fact]
    public void MonthOfFewBrands_IsOfTheLines()
    {
        Assert.Contains("cuts of 10 s, tasks 10 s apart; brands of 50 tables", Page, StringComparison.Ordinal);
        var byDefaults = ByDefaults().Match(Page);
        var slow = Slow().Match(Page);
        foreach (var (brands, index) in ((string[])["2", "20", "100"]).Select((brands, index) => (brands, index)))
        {
            Near(Dollars(Small, "10", brands), byDefaults.Groups[index + 1]);
            Near(Dollars(Small, "300", brands), slow.Groups[index + 1]);
        }
    }

    [Fact]
    public void MonthOfManyBrands_IsOfTheLines()
    {
        var (said, often) = (Many().Match(Page).Groups, All.Where(line => line["task_s"] == "30" && line["way"] == "pipes" && line["cut_s"] != "300").ToList());
        Near(often.Min(line => Number(line["dollars"])) / 1e6, said["least"]);
        Near(often.Max(line => Number(line["dollars"])) / 1e6, said["most"]);
        Near(Number(All.Single(line => line["task_s"] == "900" && line["way"] == "pipes")["dollars"]), said["slow"]);
    }

    [Fact]
    public void Processes_AreOfTheLines()
    {
        Assert.Equal("6", One("60")["processes_of_4_cores"]);
        Assert.Equal("18", One("15")["processes_of_4_cores"]);
        Assert.Contains("with cuts of a minute six processes of 4 cores capture all 500 brands, with cuts of 15 s eighteen", Page, StringComparison.Ordinal);

        static IReadOnlyDictionary<string, string> One(string cut) => All.First(line => line["cut_s"] == cut && line["way"] == "pipes");
    }

    [Fact]
    public void WhatTheLeversAreWorth_IsOfTheLines()
    {
        // "Tasks ten or thirty times less often cost a third or a ninth".
        var tasks = All.Where(line => line["cut_s"] == "15" && line["way"] == "pipes").ToDictionary(line => line["task_s"], line => Number(line["serverless_dollars"]));
        Assert.Contains("Tasks ten or thirty times less often cost a third or a ninth", Page, StringComparison.Ordinal);
        Assert.Equal((3, 9), (Math.Round(tasks["30"] / tasks["300"]), Math.Round(tasks["30"] / tasks["900"])));

        // "a minute instead of a second costs an eleventh, five minutes a sixtieth".
        var puts = All.Where(line => line["task_s"] == "30" && line["way"] == "pipes").ToDictionary(line => line["cut_s"], line => Number(line["put_dollars"]));
        Assert.Contains("a minute instead of a second costs an eleventh, five minutes a sixtieth", Page, StringComparison.Ordinal);
        Assert.Equal((11, 6), (Math.Round(puts["1"] / puts["60"]), Math.Round(puts["1"] / puts["300"] / 10)));
    }

    private static void Near(double real, Group said) => Assert.InRange(Number(said) / real, 1 - Rounding, 1 + Rounding);

    private static double Dollars(IEnumerable<IReadOnlyDictionary<string, string>> lines, string cut, string brands) =>
        Number(lines.Single(line => line["cut_s"] == cut && line["brands"] == brands)["dollars"]);

    private static double Number(Group group) => Number(group.Value);

    private static double Number(string text) => double.Parse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static List<IReadOnlyDictionary<string, string>> Lines(string name)
    {
        var lines = File.ReadLines(Path.Combine(BenchmarkResults.Folder, name)).Select(line => line.Split(',')).ToList();
        return [.. lines.Skip(1).Select(line => lines[0].Zip(line).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal))];
    }

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([BenchmarkResults.Folder, .. path])).ReplaceLineEndings("\n");

    [GeneratedRegex(@"in CI after (?<half>\d+) to (?<halfTo>\d+) s, 95 of 100 after (?<most>\d+) to (?<mostTo>\d+) s")]
    private static partial Regex LagFootnote();

    [GeneratedRegex(@"\$([\d,]+) for 2 brands, \$([\d,]+) for 20, \$([\d,]+) for 100")]
    private static partial Regex ByDefaults();

    [GeneratedRegex(@"With cuts and tasks 300 s apart it is \$([\d,]+), \$([\d,]+) and \$([\d,]+),")]
    private static partial Regex Slow();

    [GeneratedRegex(@"it is \$(?<least>[\d.]+) to (?<most>[\d.]+) million a month with cuts of 1 to 60 s and tasks 30 s apart, and \*\*\$(?<slow>[\d,]+) with tasks 900 s apart")]
    private static partial Regex Many();
}
