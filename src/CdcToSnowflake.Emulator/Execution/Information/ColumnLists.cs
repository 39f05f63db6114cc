using System.Globalization;
using System.Text.Json.Nodes;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Dml;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Execution.Security;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>SHOW COLUMNS and SHOW PRIMARY KEYS.</summary>
internal static class ColumnLists
{
    // "SHOW COLUMNS": records beyond the limit are not returned.
    private const int MostRows = 10_000;

    public static StatementResult Columns(ShowStatement show, Session session) => StatementResult.Table(
        Named("table_name schema_name column_name data_type null? default kind expression comment database_name autoincrement schema_evolution_record"),
        [.. Relations(show, session).SelectMany(relation => Of(relation).Where(column => show.Like is null || LikePattern.Matches(column.Name, show.Like)).Select(column => new object?[]
        {
            relation.Name, relation.Schema, column.Name, Type(column), column.NotNull ? "NOT_NULL" : "true", ColumnDefaults.Written(relation, column) ?? string.Empty, "COLUMN", string.Empty,
            column.Comment ?? string.Empty, relation.Database, string.Empty, null,
        })).Take(MostRows)]);

    public static StatementResult PrimaryKeys(ShowStatement show, Session session) => StatementResult.Table(
        Named("created_on database_name schema_name table_name column_name key_sequence comment constraint_name"),
        [.. Relations(show, session).OfType<TableObject>().SelectMany(table => table.PrimaryKey.Select((name, i) => new object?[]
        {
            table.CreatedOn, table.Database, table.Schema, table.Name, name, (long)(i + 1), null, string.Create(CultureInfo.InvariantCulture, $"SYS_CONSTRAINT_{table.Id}"),
        })).Take(MostRows)]);

    public static IReadOnlyList<TableColumn> Of(SchemaScopedObject relation) => relation is TableObject table ? table.Columns : ((ViewObject)relation).Columns;

    private static IEnumerable<SchemaScopedObject> Relations(ShowStatement show, Session session)
    {
        var access = new RoleAccess(session);
        var inside = ShowScope.OfTables(show, session);
        return session.Catalog.OfType<SchemaScopedObject>().Where(item => item is TableObject or ViewObject).Where(item => inside(item) && access.Sees(item))
            .OrderBy(item => item.Database, StringComparer.Ordinal).ThenBy(item => item.Schema, StringComparer.Ordinal).ThenBy(item => item.Name, StringComparer.Ordinal);
    }

    private static ResultColumn[] Named(string columns) => [.. columns.Split(' ').Select(ObjectList.Column)];

    /// <summary>The JSON of the column data_type.</summary>
    private static string Type(TableColumn column)
    {
        var type = column.Type;
        var json = new JsonObject
        {
            ["type"] = type.Kind switch
            {
                TypeKind.Varchar or TypeKind.Null => "TEXT",
                TypeKind.Number => "FIXED",
                TypeKind.Float => "REAL",
                _ => TypeNames.Information(type),
            },
        };
        switch (type.Kind)
        {
            case TypeKind.Varchar or TypeKind.Binary:
                var length = type.Precision ?? TypeNames.DefaultLength(type);
                json["length"] = length;
                json["byteLength"] = type.Kind == TypeKind.Binary ? length : Math.Min(4L * length, Math.Max(length, TypeNames.DefaultLength(type)));
                json["nullable"] = !column.NotNull;
                json["fixed"] = type.Kind == TypeKind.Binary;
                break;
            case TypeKind.Number:
                json["precision"] = type.Precision ?? 38;
                json["scale"] = type.Scale ?? 0;
                json["nullable"] = !column.NotNull;
                break;
            case TypeKind.Time or TypeKind.TimestampNtz or TypeKind.TimestampLtz or TypeKind.TimestampTz:
                json["precision"] = 0;
                json["scale"] = type.Precision ?? 9;
                json["nullable"] = !column.NotNull;
                break;
            default:
                json["nullable"] = !column.NotNull;
                break;
        }

        return json.ToJsonString();
    }
}
