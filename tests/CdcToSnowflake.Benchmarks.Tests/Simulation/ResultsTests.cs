using System.Globalization;
using System.Text.RegularExpressions;
using CdcToSnowflake.Simulation;

namespace CdcToSnowflake.Benchmarks.Tests.Simulation;

/// <summary>What the program writes, and what of it is committed.</summary>
public sealed partial class ResultsTests
{
    private static readonly Results Small = new(new CommandLine(["--brands", "4", "--tables", "6", "--ci-tables", "2", "--changes", "40", "--interval", "10,60", "--task-interval", "30,60", "--small-brands", "1,2", "--small-tables", "4"]));

    [Fact]
    public void Markdown_Tables_HaveAsManyCellsAsTheirHeads()
    {
        foreach (var table in Table().Matches(Small.Markdown()).Select(table => table.Value.TrimEnd('\n').Split('\n')))
        {
            Assert.True(table.Length > 2);
            Assert.All(table, line => Assert.Equal(table[0].Count(character => character == '|'), line.Count(character => character == '|')));
        }
    }

    [Fact]
    public void Markdown_Scenario_SaysWhatWasSimulated()
    {
        var page = Small.Markdown();
        Assert.Contains("4 brands × 6 tables, 40 changes a second, 2 tables of each brand in CI", page, StringComparison.Ordinal);
        Assert.Equal(6, page.Split('\n').Count(line => line.StartsWith("| 1 | ", StringComparison.Ordinal) || line.StartsWith("| 2 | ", StringComparison.Ordinal)));
        Assert.Contains("| streams that the CI task's WHEN names | 8 |  |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Csv_OutcomesOfTheProgram_AreLinesOfNumbers()
    {
        foreach (var csv in (string[])[Small.Csv(), Small.SmallCsv()])
        {
            var lines = csv.TrimEnd('\n').Split('\n').Select(line => line.Split(',')).ToList();
            Assert.All(lines, line => Assert.Equal(lines[0].Length, line.Length));
            Assert.All(lines.Skip(1), line => Assert.Equal(Number(line, "dollars"), Number(line, "put_dollars") + Number(line, "get_dollars") + Number(line, "snowpipe_dollars") + Number(line, "serverless_dollars"), 1.0));

            double Number(string[] line, string column) => double.Parse(line[Array.IndexOf(lines[0], column)], CultureInfo.InvariantCulture);
        }
    }

    [Fact]
    public void CommittedCharts_AreOfTheCommittedCsv()
    {
        var charts = new SimulationCharts(Committed("simulation.csv"));
        Assert.Equal(Committed("simulation-lag.svg"), charts.Lag());
        Assert.Equal(Committed("simulation-cost.svg"), charts.Cost());
    }

    // The whole run takes too long for a test: what it started from must be the program's, so that a change of a default asks for a new run.
    [Fact]
    public void CommittedPage_IsOfTheProgramsDefaults()
    {
        var (page, line) = (Committed("simulation.md"), new CommandLine([]));
        var scenario = line.Scenario;
        Assert.Contains($"{scenario.Brands} brands × {scenario.Tables} tables, {scenario.Changes:#,##0} changes a second, {scenario.CiTables} tables of each brand in CI", page, StringComparison.Ordinal);
        Assert.Contains($"Brands of {scenario.Small.Tables} tables and {scenario.Small.ChangesPerBrand} changes a second each", page, StringComparison.Ordinal);
        Assert.All(line.CutSeconds, seconds => Assert.Contains($"\n| {seconds} s | ", page, StringComparison.Ordinal));
        Assert.All(line.SmallBrands, brands => Assert.Contains($"\n| {brands} | 10 s | ", page, StringComparison.Ordinal));
        var ci = CiText.Of(scenario.Brands, scenario.CiTables);
        var procedure = Procedure().Match(page).Groups["bytes"].Value;
        Assert.Equal(1, double.Parse(procedure, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) / ci.Procedure, 0.1); // what is generated may change a little without a new run
        Assert.All(Limits.Of(scenario, Account.Simulate(scenario with { Brands = 1, Tables = 1 }), ci), limit => Assert.Contains($"| {limit.Name} | ", page, StringComparison.Ordinal));
    }

    private static string Committed(string name) => File.ReadAllText(Path.Combine(BenchmarkResults.Folder, name)).ReplaceLineEndings("\n");

    [GeneratedRegex(@"bytes of a procedure of CI's merge, of one table at the least \| (?<bytes>[\d,]+) ")]
    private static partial Regex Procedure();

    [GeneratedRegex(@"(^\|.*\n)+", RegexOptions.Multiline)]
    private static partial Regex Table();
}
