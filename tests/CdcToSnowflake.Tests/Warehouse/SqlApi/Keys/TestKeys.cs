using System.Runtime.CompilerServices;

namespace CdcToSnowflake.Tests.Warehouse.SqlApi.Keys;

/// <summary>The keys in this folder (README.md).</summary>
internal static class TestKeys
{
    public const string Passphrase = "open-sesame";

    public static string File(string name) => Path.Combine(Path.GetDirectoryName(Here())!, name);

    public static string Text(string name) => System.IO.File.ReadAllText(File(name));

    private static string Here([CallerFilePath] string path = "") => path;
}
