namespace CdcToSnowflake.Sql.Rendering;

/// <summary>A name of several parts, say database, schema and table, on its way into a template, which must pass it through <c>| name</c>.</summary>
internal sealed class ObjectName(params string[] parts)
{
    internal readonly string[] Parts = parts;

    internal ObjectName With(string part) => new([.. Parts, part]);

    internal string Display => string.Join('.', Parts);
}
