using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>MATCH_BY_COLUMN_NAME as the transformation that it stands for: each of the table's columns from the file's field of its name, or NULL.</summary>
internal static class MatchedColumns
{
    private const string Match = "MATCH_BY_COLUMN_NAME";
    private const string Metadata = "INCLUDE_METADATA";

    /// <summary>Whether a COPY matches by name; "COPY INTO table" says what goes with it.</summary>
    public static bool Check(CopyIntoTableStatement copy)
    {
        var isAsked = copy.Properties.Text(Match)?.ToUpperInvariant() switch
        {
            null or "NONE" => false,
            "CASE_SENSITIVE" or "CASE_INSENSITIVE" => true,
            _ => throw SnowflakeException.InvalidProperty(Match, copy.Properties.Find(Match)!.Position),
        };
        if (isAsked && copy.Transformation is not null)
        {
            throw SnowflakeException.Compilation(copy.Properties.Find(Match)!.Position, "match_by_column_name is not supported with copy transform.");
        }

        return isAsked || copy.Properties.Find(Metadata) is not { } metadata
            ? isAsked
            : throw SnowflakeException.Compilation(metadata.Position, "INCLUDE_METADATA goes only with MATCH_BY_COLUMN_NAME.");
    }

    /// <summary>The file's fields that the table has no column for, and the table's columns that no field is of; a column filled by INCLUDE_METADATA is neither.</summary>
    public static (IReadOnlyList<string> Fields, IReadOnlyList<TableColumn> Columns) Unmatched(CopyIntoTableStatement copy, TableObject table, IReadOnlyList<string> fields)
    {
        var metadata = Included(copy);
        return (
            [.. fields.Where(field => !table.Columns.Any(column => Is(copy, column, field)))],
            [.. table.Columns.Where(column => !metadata.ContainsKey(column.Name) && !fields.Any(field => Is(copy, column, field)))]);
    }

    /// <summary>The name that a field's new column gets.</summary>
    public static string ColumnName(CopyIntoTableStatement copy, string field) => IsCaseSensitive(copy) ? field : field.ToUpperInvariant();

    public static SelectBody Transformation(CopyIntoTableStatement copy, TableObject table, IReadOnlyList<string> fields)
    {
        var metadata = Included(copy);
        foreach (var name in metadata.Keys.Where(name => table.Column(name) is null))
        {
            throw SnowflakeException.InvalidIdentifier(copy.Position, name);
        }

        return new SelectBody([.. table.Columns.Select(column => (SelectItem)new ExpressionItem(Value(column), null))]) { From = [new StageTable(copy.Stage, null, null, null) { Position = copy.Position }], Position = copy.Position };

        Expression Value(TableColumn column)
        {
            if (metadata.TryGetValue(column.Name, out var source))
            {
                return new ColumnReference([source]) { Position = copy.Position };
            }

            if (fields.FirstOrDefault(field => Is(copy, column, field)) is not { } found)
            {
                return new NullLiteral { Position = copy.Position };
            }

            var field = new PathExpression(new PositionalColumn(null, 1) { Position = copy.Position }, found) { Position = copy.Position };
            return column.Type.Kind == TypeKind.Variant ? field : new CastExpression(field, column.Type, IsTry: false) { Position = copy.Position };
        }
    }

    /// <summary>The top-level fields of fetched files.</summary>
    public static IReadOnlyList<string> Fields(Relation files, DuckSession duck, CancellationToken cancellationToken)
    {
        if (files.Document is { } fields)
        {
            return [.. fields.Select(field => field.Key)];
        }

        var keys = new List<string>();
        using var rows = duck.Query($"SELECT DISTINCT unnest(json_keys({TextRows.Document})) AS name FROM {files.Sql} WHERE json_type({TextRows.Document}) = 'OBJECT' ORDER BY name", cancellationToken);
        while (rows.Read())
        {
            keys.Add(rows.GetString(0));
        }

        return keys;
    }

    private static bool Is(CopyIntoTableStatement copy, TableColumn column, string field) =>
        string.Equals(column.Name, field, IsCaseSensitive(copy) ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    private static bool IsCaseSensitive(CopyIntoTableStatement copy) => string.Equals(copy.Properties.Text(Match), "CASE_SENSITIVE", StringComparison.OrdinalIgnoreCase);

    private static Dictionary<string, string> Included(CopyIntoTableStatement copy)
    {
        var included = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var mapping in copy.Properties.Group(Metadata)?.Items ?? [])
        {
            included.Add(mapping.Name, mapping.Value is WordValue { Name.Name: "METADATA$FILENAME" or "METADATA$FILE_ROW_NUMBER" or "METADATA$START_SCAN_TIME" } source
                ? source.Name.Name
                : throw new NotEmulatedException($"INCLUDE_METADATA ({mapping.Name} = …)", mapping.Position));
        }

        return included;
    }
}
