using System.Globalization;
using System.Text.RegularExpressions;
using CdcToSnowflake.Simulation;

namespace CdcToSnowflake.Benchmarks.Tests.Simulation;

/// <summary>Each input is an option, and the help says what holds without it.</summary>
public sealed partial class CommandLineTests
{
    private static readonly IReadOnlyList<(string Name, string Default)> Options = [.. Option().Matches(CommandLine.Usage).Select(option => (option.Groups["name"].Value, option.Groups["value"].Value))];

    [Fact]
    public void Usage_Defaults_AreWhatHoldsWithoutThem()
    {
        var (said, real) = (new CommandLine([.. Options.SelectMany(option => (string[])[option.Name, option.Default])]), new CommandLine([]));
        Assert.Equal(real.Scenario, said.Scenario);
        Assert.Equal(Lists(real), Lists(said));
    }

    [Fact]
    public void EachOption_ChangesSomething()
    {
        var real = new CommandLine([]);
        Assert.Empty(Options.Where(option => new CommandLine([option.Name, Other(option.Default)]) is var other && other.Scenario == real.Scenario && Lists(other) == Lists(real)).Select(option => option.Name));
    }

    [Fact]
    public void EachInput_IsAnOption()
    {
        var real = new CommandLine([]).Scenario;
        var changed = Options.Select(option => new CommandLine([option.Name, Other(option.Default)]).Scenario).ToList();
        foreach (Func<Scenario, object> inputs in (Func<Scenario, object>[])[scenario => scenario.Costs, scenario => scenario.Prices, scenario => scenario.Assumptions, scenario => scenario.Small])
        {
            Assert.Empty(inputs(real).GetType().GetProperties().Where(input => input.CanWrite && changed.All(scenario => Equals(input.GetValue(inputs(scenario)), input.GetValue(inputs(real))))).Select(input => input.Name));
        }
    }

    [Fact]
    public void UnknownOption_IsRefused() => Assert.Throws<UsageException>(() => new CommandLine(["--brand", "3"]));

    private static string Lists(CommandLine line) => $"{string.Join(',', line.CutSeconds)} {string.Join(',', line.TaskSeconds)} {string.Join(',', line.SmallBrands)}";

    private static string Other(string value) => value.Contains(',', StringComparison.Ordinal) ? "77" : (double.Parse(value, CultureInfo.InvariantCulture) / 2 is var half && half >= 2 ? Math.Floor(half) : half).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\[(?<name>--[a-z0-9-]+) (?<value>[0-9.,]+)\]")]
    private static partial Regex Option();
}
