using CdcToSnowflake.Binlog.Rows;

namespace CdcToSnowflake.Binlog;

/// <summary>A table's shape as a table map describes it. Immutable; the same instance for as long as the table map's body stays byte for byte the same.</summary>
public sealed class BinlogTable
{
    internal BinlogTable(ulong id, string schema, string name, IReadOnlyList<BinlogColumn> columns, IReadOnlyList<int> primaryKey, bool hasNames, TablePlan plan)
    {
        Id = id;
        Schema = schema;
        Name = name;
        Columns = columns;
        PrimaryKey = primaryKey;
        HasNames = hasNames;
        Plan = plan;
    }

    /// <summary>The server's number for this table's open definition; changes with DDL, restarts and cache evictions.</summary>
    public ulong Id { get; }

    /// <summary>The database.</summary>
    public string Schema { get; }

    /// <summary>The table.</summary>
    public string Name { get; }

    /// <summary>The columns in order, hidden and generated stored ones too.</summary>
    public IReadOnlyList<BinlogColumn> Columns { get; }

    /// <summary>The primary key's columns by index, in key order; empty if there is none or the metadata is MINIMAL.</summary>
    public IReadOnlyList<int> PrimaryKey { get; }

    /// <summary>Whether the columns have names (FULL metadata).</summary>
    public bool HasNames { get; }

    internal TablePlan Plan { get; }

    /// <summary>The table as <c>schema.name</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Schema}.{Name}";
}
