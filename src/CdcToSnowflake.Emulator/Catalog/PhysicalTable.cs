using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>Where an object's rows are in DuckDB.</summary>
internal static class PhysicalTable
{
    /// <summary>The hidden row id: given at insert, kept by updates, never used again.</summary>
    public static readonly string RowId = PhysicalName.Quote(PhysicalName.Hidden("rid"));

    /// <summary>A Snowflake schema's DuckDB schema, quoted. A dot inside a name gets a "~", which no mangled name ends with: so the dot between the two is told from it.</summary>
    public static string Schema(string database, string schema) => PhysicalName.Quote(Escaped(database) + "." + Escaped(schema));

    public static string Of(SchemaScopedObject table) => Schema(table.Database, table.Schema) + "." + PhysicalName.Quoted(table.Name);

    /// <summary>A tracked table's change log.</summary>
    public static string Log(long tableId) => $"__sf.log_{tableId}";

    /// <summary>The rows that a stream with SHOW_INITIAL_ROWS shows first.</summary>
    public static string Initial(long streamId) => $"__sf.initial_{streamId}";

    /// <summary>The columns' physical names, quoted, with a prefix before each.</summary>
    public static string Columns(TableObject table, string prefix = "") => string.Join(", ", table.Columns.Select(column => prefix + PhysicalName.Quoted(column.Name)));

    private static string Escaped(string name) => PhysicalName.Of(name).Replace(".", "~.", StringComparison.Ordinal);
}
