namespace CdcToSnowflake.Throughput.Scaling;

/// <summary>Charts of the curves that a folder has.</summary>
internal static class ChartsCommand
{
    public static void Run(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.csv") : [];
        if (files.Length == 0)
        {
            throw new UsageException($"{folder} has no curves: measure them first (scale).");
        }

        foreach (var file in files)
        {
            File.WriteAllText(Path.ChangeExtension(file, ".svg"), CurveFile.Chart(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)));
        }
    }
}
