using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution;

/// <summary>Completes names by the current database and schema.</summary>
internal static class NameResolution
{
    /// <exception cref="SnowflakeException">090105: a part is missing and the session has none to add.</exception>
    public static CatalogKey Complete(NameSpaceKind space, ObjectName name, string? database, string? schema)
    {
        if (CatalogKey.IsOfAccount(space))
        {
            return name.Parts.Count == 1 ? new CatalogKey(space, string.Empty, string.Empty, name.Name) : throw TooManyParts(name);
        }

        if (space is NameSpaceKind.Schema)
        {
            return name.Parts.Count <= 2 ? new CatalogKey(space, name.Schema ?? database ?? throw NoCurrent("database", name), string.Empty, name.Name) : throw TooManyParts(name);
        }

        return new CatalogKey(
            space,
            name.Database ?? database ?? throw NoCurrent("database", name),
            name.Schema ?? schema ?? throw NoCurrent("schema", name),
            name.Name);
    }

    /// <summary>A name inside a string literal, as SYSTEM$ functions and FILE_FORMAT => take it.</summary>
    public static ObjectName Parse(string text, TextPosition position) => SqlParser.ParseExpression(text) is ColumnReference { Parts: { Count: <= 3 } parts }
        ? new ObjectName(parts) { Position = position }
        : throw SnowflakeException.Compilation(position, $"'{text}' is not a name.");

    /// <summary>A column's name inside a string literal: that of its table, a dot, its own.</summary>
    public static (ObjectName Table, string Column) ParseColumn(string text, TextPosition position) => SqlParser.ParseExpression(text) is ColumnReference { Parts: { Count: >= 2 and <= 4 } parts }
        ? (new ObjectName([.. parts.SkipLast(1)]) { Position = position }, parts[^1])
        : throw SnowflakeException.Compilation(position, $"'{text}' is not the name of a table's column.");

    private static SnowflakeException NoCurrent(string what, ObjectName name) => new(
        90105, "22000", $"Cannot perform operation on '{name}' ({name.Position}): this session does not have a current {what}. Call 'USE {what.ToUpperInvariant()}', or use a qualified name.");

    private static SnowflakeException TooManyParts(ObjectName name) => SnowflakeException.Compilation(name.Position, $"'{name}' has too many parts.");
}
