namespace CdcToSnowflake.Sql.Rendering;

/// <summary>The templates that come with the SDK.</summary>
internal static class EmbeddedTemplates
{
    private const string Folder = "Templates/";

    /// <summary>Their names, such as <c>pipe/create</c>.</summary>
    public static IReadOnlySet<string> Names { get; } = typeof(EmbeddedTemplates).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(TemplateFile.Extension, StringComparison.Ordinal))
        .Select(name => name[Folder.Length..^TemplateFile.Extension.Length])
        .ToHashSet(StringComparer.Ordinal);

    public static TemplateFile? Read(string template)
    {
        using Stream? stream = typeof(EmbeddedTemplates).Assembly.GetManifestResourceStream($"{Folder}{template}{TemplateFile.Extension}");
        if (stream is null)
        {
            return null;
        }
        using StreamReader reader = new(stream);
        return new TemplateFile(template, template + TemplateFile.Extension, reader.ReadToEnd());
    }
}
