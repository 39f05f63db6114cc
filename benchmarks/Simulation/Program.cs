using CdcToSnowflake.Simulation;

try
{
    if (args is ["--help" or "-h"])
    {
        Console.WriteLine(CommandLine.Usage);
        return 0;
    }

    var line = new CommandLine(args);
    var results = new Results(line);
    if (line.Results is not { } folder)
    {
        Console.Write(results.Markdown());
        return 0;
    }

    Directory.CreateDirectory(folder);
    File.WriteAllText(Path.Combine(folder, "simulation.md"), results.Markdown());
    File.WriteAllText(Path.Combine(folder, "simulation.csv"), results.Csv());
    File.WriteAllText(Path.Combine(folder, "simulation-small.csv"), results.SmallCsv());
    var charts = new SimulationCharts(results.Csv());
    File.WriteAllText(Path.Combine(folder, "simulation-lag.svg"), charts.Lag());
    File.WriteAllText(Path.Combine(folder, "simulation-cost.svg"), charts.Cost());
    return 0;
}
catch (UsageException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
