namespace CdcToSnowflake.TestFigures;

/// <summary>What tests measure and don't judge: memory, times, counts. It stands in each test's own output, which a passed test doesn't show, and <c>tests/run</c> prints all of it at its end.</summary>
internal static class Figures
{
    // Named by tests/run; without it nothing is kept.
    private static readonly string? Folder = Environment.GetEnvironmentVariable("CDC_TEST_FIGURES");
    private static readonly Lock Writing = new();

    public static void WriteFigure(this ITestOutputHelper output, string figure)
    {
        output.WriteLine(figure);
        if (Folder is { Length: > 0 })
        {
            Keep(Folder, figure);
        }
    }

    /// <summary>Adds a line to this test program's file: several programs run at a time, and each has its own.</summary>
    internal static void Keep(string folder, string figure)
    {
        lock (Writing)
        {
            File.AppendAllText(Path.Combine(folder, $"{typeof(Figures).Assembly.GetName().Name}.txt"), $"{figure}\n");
        }
    }
}
