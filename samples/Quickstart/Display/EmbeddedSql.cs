namespace Quickstart.Display;

/// <summary>The sample's questions lie beside the code as SQL files.</summary>
internal static class EmbeddedSql
{
    public static string Read(string name)
    {
        using var stream = typeof(EmbeddedSql).Assembly.GetManifestResourceStream($"Quickstart.Display.{name}.sql")
            ?? throw new InvalidOperationException($"{name}.sql isn't embedded in this program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
