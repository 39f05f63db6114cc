namespace CdcToSnowflake.Throughput.Legacy;

/// <summary>The SQL beside the code.</summary>
internal static class EmbeddedText
{
    public static string Read(string name)
    {
        using var stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} isn't embedded in this program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
