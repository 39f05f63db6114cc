namespace CdcToSnowflake.Sql.Rendering;

/// <summary>A template as it stands in a file.</summary>
/// <param name="Name">Its folder and name, such as <c>pipe/create</c>.</param>
/// <param name="Path">The file, for messages.</param>
/// <param name="Text">What stands in it.</param>
internal sealed record TemplateFile(string Name, string Path, string Text)
{
    /// <summary>What the files' names end with.</summary>
    public const string Extension = ".sbn-sql";
}
