namespace CdcToSnowflake.Sql.Rendering;

/// <summary>A folder within a stage, on its way into a template, which must pass it through <c>| location</c>.</summary>
internal sealed class StageLocation(ObjectName stage, string path)
{
    internal readonly ObjectName Stage = stage;

    internal readonly string Path = path;
}
