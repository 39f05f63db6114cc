using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql;

public sealed partial class SnowflakeSql
{
    /// <summary>What there is of one kind.</summary>
    /// <param name="kind">SHOW's word for it, in lower case.</param>
    /// <param name="scope">The database of schemas, the schema of what schemas hold; null for what the account holds.</param>
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

    /// <summary>A role's grants.</summary>
    /// <param name="role">The role.</param>
    /// <param name="direction"><c>to</c> it, <c>of</c> it to others, or <c>future</c> ones to it.</param>
    internal SqlStatement ShowGrants(string role, string direction) => Write("inventory/grants", new ObjectName(role), name => new { Role = name, Direction = direction });

    /// <summary>Whether the session can do what a role can.</summary>
    internal SqlStatement AskRole(string role) => Write("inventory/role", new ObjectName(role), _ => new { Role = new PlainText(role) });

    /// <summary>A warehouse's parameters.</summary>
    internal SqlStatement ShowParameters(string warehouse) => Write("inventory/parameters", new ObjectName(warehouse), name => new { Warehouse = name });

    /// <summary>For how many days a table's changes may be kept for its streams.</summary>
    internal SqlStatement ShowExtension(ObjectName table) => Write("inventory/extension", table, name => new { Table = name });

    /// <summary>A schema's tables whose changes may be kept for longer than they are retained: RAW's, or the manifests'.</summary>
    internal IEnumerable<ObjectName> ExtendedIn(ObjectName schema) => _model.Brands.SelectMany(brand => schema.Equals(_names.Raw(brand.Id)) ? _model.Tables(brand.Id).Select(_names.RawTable) : schema.Equals(_names.Stg(brand.Id)) ? [_names.Cut(brand.Id)] : []);

    /// <summary>An integration's properties.</summary>
    internal SqlStatement DescribeIntegration(string integration) => Write("inventory/integration", new ObjectName(integration), name => new { Integration = name });

    /// <summary>A row access policy with its body.</summary>
    internal SqlStatement DescribePolicy(ObjectName policy) => Write("inventory/policy", policy, name => new { Policy = name });

    /// <summary>The value of a tag on a database or warehouse.</summary>
    internal SqlStatement TagValue(ObjectName tag, ObjectName tagged, bool isWarehouse) => Write("inventory/tag", tagged, name => new { Tag = tag, Object = name, IsWarehouse = isWarehouse });

    /// <summary>The columns of a schema's tables.</summary>
    internal SqlStatement ListColumns(ObjectName schema) =>
        Write("inventory/columns", schema, name => new { Columns = InformationSchema(name, "COLUMNS"), Schema = new PlainText(name.Parts[^1]) });

    /// <summary>The pipes of a schema.</summary>
    internal SqlStatement ListPipes(ObjectName schema) =>
        Write("inventory/pipes", schema, name => new { Pipes = InformationSchema(name, "PIPES"), Schema = new PlainText(name.Parts[^1]) });

    /// <summary>Whether a pipe runs or stands still.</summary>
    internal SqlStatement AskPipe(ObjectName pipe) => Write("inventory/pipe-state", pipe, name => new { Pipe = name });

    /// <summary>The tables and shapes of a brand's loaded cuts that its merge hasn't come to.</summary>
    internal SqlStatement UnmergedShapes(string brand) => Write("inventory/unmerged", _names.Cut(brand), name => new { Cut = name, Progress = _names.Progress(brand) });

    private static ObjectName InformationSchema(ObjectName schema, string view) => schema.Parent.With("INFORMATION_SCHEMA").With(view);
}
