using System.Runtime.CompilerServices;
using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Tests.Sql;

/// <summary>Compares text with a file under Goldens, byte for byte. With CDC_WRITE_GOLDENS=1 in the environment it writes the file instead; look at the difference before you commit it.</summary>
internal static class Golden
{
    public static string Folder { get; } = Path.Combine(Path.GetDirectoryName(Here())!, "Goldens");

    public static void Equal(string name, IEnumerable<SqlStatement> statements) => Equal(name, Script(statements));

    public static void Equal(string name, string actual)
    {
        string path = Path.Combine(Folder, name);
        if (Environment.GetEnvironmentVariable("CDC_WRITE_GOLDENS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }
        Assert.True(File.Exists(path), $"There is no golden {path}. Run the tests once with CDC_WRITE_GOLDENS=1, and look at what it wrote.");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    public static string Script(IEnumerable<SqlStatement> statements) =>
        string.Concat(statements.Select(statement => $"-- {statement.Template}\n{statement.Text};\n\n"));

    private static string Here([CallerFilePath] string path = "") => path;
}
