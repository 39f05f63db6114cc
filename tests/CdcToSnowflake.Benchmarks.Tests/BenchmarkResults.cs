using System.Runtime.CompilerServices;

namespace CdcToSnowflake.Benchmarks.Tests;

/// <summary>What was measured and is committed.</summary>
internal static class BenchmarkResults
{
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "benchmarks", "results"));

    private static string Here([CallerFilePath] string path = "") => path;
}
