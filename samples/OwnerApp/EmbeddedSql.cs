namespace OwnerApp;

/// <summary>The application's questions lie beside the code as SQL files.</summary>
internal static class EmbeddedSql
{
    /// <summary>The text of a file, such as <c>Reports.Sales</c>.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(EmbeddedSql).Assembly.GetManifestResourceStream($"OwnerApp.{name}.sql")
            ?? throw new InvalidOperationException($"{name}.sql isn't embedded in this program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
