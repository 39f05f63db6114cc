using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql;

/// <summary>One generated statement.</summary>
/// <param name="Template">The template that made it, such as <c>pipe/create</c>.</param>
/// <param name="Name">What it is about, for people: the object's name, parts joined by ".", unquoted.</param>
/// <param name="Text">The SQL, without a semicolon at its end, except within the body of a task.</param>
public sealed record SqlStatement(string Template, string Name, string Text)
{
    /// <summary>The object that it is about; null for a statement that was made by hand.</summary>
    internal ObjectName? Object { get; init; }

    /// <summary>The role that it gives something to; null if it is no grant to a role.</summary>
    internal ObjectName? Grantee { get; init; }

    /// <summary>The brand whose object it is about, for its tag; null if that is all brands'.</summary>
    internal string? Brand { get; init; }

    /// <summary>The source's table that it is about, <c>schema.table</c>, for its tag; null if it is about several or none.</summary>
    internal string? Table { get; init; }

    /// <summary>The SQL.</summary>
    /// <returns><see cref="Text"/>.</returns>
    public override string ToString() => Text;
}
