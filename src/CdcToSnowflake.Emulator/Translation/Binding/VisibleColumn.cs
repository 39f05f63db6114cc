using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>A column that expressions can see: the source it belongs to (its alias, or the table's own name), and how DuckDB's text says it.</summary>
internal sealed record VisibleColumn(string Source, string Name, DataType Type, string Sql)
{
    /// <summary>The column's name in its source's text, not quoted.</summary>
    public string Physical { get; init; } = string.Empty;

    /// <summary>The table's full name, when there is no alias: schema.table.column may be said.</summary>
    public ObjectName? Table { get; init; }

    public bool InStar { get; init; } = true;

    /// <summary>false: the right side of USING, which only t.column reaches.</summary>
    public bool Unqualified { get; init; } = true;
}
