using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql;

public sealed partial class SnowflakeSql
{
    /// <summary>What there is of one kind.</summary>
    /// <param name="kind">SHOW's word for it, in lower case.</param>
    /// <param name="scope">The database of schemas, the schema of anything else; null for databases.</param>
    /// <param name="pageSize">How many at the most; null where SHOW knows no LIMIT.</param>
    /// <param name="after">The name after which to go on; null for the start.</param>
    internal SqlStatement Show(string kind, ObjectName? scope, int? pageSize, string? after) => Write("inventory/show", scope ?? new ObjectName(), _ => new
    {
        Kind = kind,
        HasScope = scope is not null,
        Scope = scope ?? new ObjectName(),
        IsPaged = pageSize is not null,
        PageSize = pageSize ?? 0,
        HasAfter = after is not null,
        After = new PlainText(after ?? ""),
    });

    /// <summary>The columns of a schema's tables.</summary>
    internal SqlStatement ListColumns(ObjectName schema) =>
        Write("inventory/columns", schema, name => new { Columns = InformationSchema(name, "COLUMNS"), Schema = new PlainText(name.Parts[^1]) });

    /// <summary>The pipes of a schema.</summary>
    internal SqlStatement ListPipes(ObjectName schema) =>
        Write("inventory/pipes", schema, name => new { Pipes = InformationSchema(name, "PIPES"), Schema = new PlainText(name.Parts[^1]) });

    /// <summary>The tables and shapes of a brand's loaded cuts that its merge hasn't come to.</summary>
    internal SqlStatement UnmergedShapes(string brand) => Write("inventory/unmerged", _names.Cut(brand), name => new { Cut = name, Progress = _names.Progress(brand) });

    private static ObjectName InformationSchema(ObjectName schema, string view) => schema.Parent.With("INFORMATION_SCHEMA").With(view);
}
