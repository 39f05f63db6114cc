using CdcToSnowflake.Binlog.Changes;
using CdcToSnowflake.Binlog.Rows;

namespace CdcToSnowflake.Binlog;

/// <summary>A table's shape as a table map describes it. Immutable; the same instance for as long as the table map's body stays byte for byte the same.</summary>
public sealed class BinlogTable
{
    private ColumnNames? _names;

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

    /// <summary>The columns in order, invisible and generated ones too, stored or virtual. Empty for a table with a column of a type that isn't known, whose rows are refused.</summary>
    public IReadOnlyList<BinlogColumn> Columns { get; }

    /// <summary>The primary key's columns by index, in key order; empty if there is none or the metadata isn't FULL.</summary>
    public IReadOnlyList<int> PrimaryKey { get; }

    /// <summary>Whether the columns have names (FULL metadata).</summary>
    public bool HasNames { get; }

    /// <summary>
    /// Whether the binlog tells which numbers are unsigned and what charset each text has (FULL or MINIMAL metadata), as far as the table has any. If not (MariaDB's default,
    /// <c>binlog_row_metadata=NO_LOG</c>; MySQL before 8.0.1), all numbers are read as signed, BINARY and VARBINARY as CHAR and VARCHAR, TEXT as BLOB, and texts aren't converted to UTF-8.
    /// </summary>
    public bool HasSignsAndCharsets { get; internal init; }

    internal TablePlan Plan { get; }

    private ColumnNames Names => _names ??= new ColumnNames(Columns);

    /// <summary>A column's index by its name.</summary>
    /// <param name="name">In upper or lower case; or <c>@1</c>, <c>@2</c> … by place, as <c>mysqlbinlog</c> prints them.</param>
    /// <returns>The index.</returns>
    /// <exception cref="KeyNotFoundException">There is no such column, or the binlog has no names (<see cref="HasNames"/>).</exception>
    public int GetOrdinal(string name) => TryGetOrdinal(name, out var column) ? column : throw Names.NotFound(name, this);

    /// <summary>A column's index by its name, if there is such a column.</summary>
    /// <param name="name">As for <see cref="GetOrdinal"/>.</param>
    /// <param name="column">The index.</param>
    /// <returns>False if there is none.</returns>
    public bool TryGetOrdinal(string name, out int column)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Names.TryFind(name, out column);
    }

    /// <summary>The same table under another number.</summary>
    internal BinlogTable WithId(ulong id) => new(id, Schema, Name, Columns, PrimaryKey, HasNames, Plan) { HasSignsAndCharsets = HasSignsAndCharsets };

    /// <summary>A column's name; <c>@1</c>, <c>@2</c> … where the binlog has none.</summary>
    internal string NameOf(int column) => Names[column];

    /// <summary>The table as <c>schema.name</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Schema}.{Name}";
}
