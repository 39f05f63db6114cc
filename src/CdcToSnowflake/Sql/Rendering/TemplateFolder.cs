namespace CdcToSnowflake.Sql.Rendering;

/// <summary>A user's folder of templates: each file takes the place of the SDK's of the same relative path; files below <c>my/</c> are the user's own, to be included.</summary>
internal static class TemplateFolder
{
    private const string Own = "my/";
    private const int NearNames = 3;

    public static IReadOnlyDictionary<string, TemplateFile> Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"The folder of templates '{folder}' isn't there. Make it, or leave {nameof(SqlOptions)}.{nameof(SqlOptions.TemplateFolder)} out.");
        }
        Dictionary<string, TemplateFile> files = new(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string relative = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
            if (IsHidden(relative))
            {
                continue;
            }
            TemplateFile file = new(NameOf(relative, path), path, File.ReadAllText(path));
            files.Add(file.Name, file);
        }
        return files;
    }

    private static bool IsHidden(string relative) => relative.Split('/').Any(part => part.StartsWith('.'));

    private static string NameOf(string relative, string path)
    {
        if (!relative.EndsWith(TemplateFile.Extension, StringComparison.Ordinal))
        {
            throw new SqlTemplateException(relative, path, 0, 0, $"A template's file ends with {TemplateFile.Extension}. Rename it, or move it out of the folder of templates.");
        }
        string name = relative[..^TemplateFile.Extension.Length];
        return name.StartsWith(Own, StringComparison.Ordinal) || EmbeddedTemplates.Names.Contains(name)
            ? name
            : throw new SqlTemplateException(name, path, 0, 0, $"It takes no template's place. Near names: {string.Join(", ", Near(name))}. A file that others include stands below {Own}.");
    }

    private static IEnumerable<string> Near(string name) => EmbeddedTemplates.Names.OrderBy(known => Distance(name, known)).ThenBy(known => known, StringComparer.Ordinal).Take(NearNames);

    /// <summary>Levenshtein's distance.</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.Length];
    }
}
