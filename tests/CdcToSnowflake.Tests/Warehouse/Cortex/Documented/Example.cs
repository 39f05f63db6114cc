using System.Runtime.CompilerServices;

namespace CdcToSnowflake.Tests.Warehouse.Cortex.Documented;

/// <summary>The manual's examples in this folder (README.md).</summary>
internal static class Example
{
    public static string Text(string name) => File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, name));

    private static string Here([CallerFilePath] string path = "") => path;
}
