namespace CdcToSnowflake.Sql.Rendering;

/// <summary>A name of several parts, say database, schema and table, on its way into a template, which must pass it through <c>| name</c>. Two are equal if their parts are.</summary>
internal sealed class ObjectName(params string[] parts) : IEquatable<ObjectName>
{
    internal readonly string[] Parts = parts;

    private string? _quoted;
    private string? _display;

    /// <summary>As SQL; kept, since a table's name stands in many places.</summary>
    internal string Quoted => _quoted ??= SqlQuoting.Name(this);

    public bool Equals(ObjectName? other) => other is not null && Parts.AsSpan().SequenceEqual(other.Parts);

    public override bool Equals(object? obj) => Equals(obj as ObjectName);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (string part in Parts)
        {
            hash.Add(part, StringComparer.Ordinal);
        }
        return hash.ToHashCode();
    }

    internal ObjectName With(string part) => new([.. Parts, part]);

    /// <summary>The name of what it is in: a table's schema, a schema's database.</summary>
    internal ObjectName Parent => new(Parts[..^1]);

    internal string Display => _display ??= string.Join('.', Parts);
}
