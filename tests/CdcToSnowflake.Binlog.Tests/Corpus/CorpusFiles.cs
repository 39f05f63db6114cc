namespace CdcToSnowflake.Binlog.Tests.Corpus;

/// <summary>The committed binlogs.</summary>
internal static class CorpusFiles
{
    public static IReadOnlyList<string> All { get; } = [.. Directory.GetFiles(Folder, "*.binlog").Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Corpus");

    public static string PathOf(string name) => Path.Combine(Folder, name);
}
