using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Security;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>The views of a database's INFORMATION_SCHEMA.</summary>
internal static class InformationSchema
{
    public const string Name = "INFORMATION_SCHEMA";

    private static readonly DataType Count = DataType.Number(38, 0);

    /// <summary>A view by its name as written; null if the name is not in INFORMATION_SCHEMA.</summary>
    public static Relation? Find(ObjectName name, string? database, string? schema, EngineState state, RoleAccess? access)
    {
        if ((name.Schema ?? schema) != Name)
        {
            return null;
        }

        var key = NameResolution.Complete(NameSpaceKind.Table, name, database, schema);
        if (state.Catalog.Find(DatabaseObject.KeyOf(key.Database)) is null)
        {
            throw SnowflakeException.DoesNotExist("Database", new ObjectName([key.Database]) { Position = name.Position });
        }

        return key.Name switch
        {
            "SCHEMATA" => Schemata(key.Database, state.Catalog, access),
            "TABLES" => Tables(key.Database, state.Catalog, access),
            "COLUMNS" => Columns(key.Database, state.Catalog, access),
            _ => throw new NotEmulatedException($"INFORMATION_SCHEMA.{key.Name}", name.Position),
        };
    }

    private static Relation Schemata(string database, CatalogSnapshot catalog, RoleAccess? access) => ValuesRelation.Of(
        [Text("CATALOG_NAME"), Text("SCHEMA_NAME"), Text("SCHEMA_OWNER"), Time("CREATED"), Text("COMMENT")],
        [.. catalog.OfType<SchemaObject>().Where(schema => schema.Database == database && access?.Sees(schema) != false).OrderBy(schema => schema.Name, StringComparer.Ordinal).Select(schema => new[]
        {
            DuckText.Literal(database), DuckText.Literal(schema.Name), "'ACCOUNTADMIN'", DuckText.Literal(schema.CreatedOn), DuckText.Literal(schema.Comment),
        })]);

    private static Relation Tables(string database, CatalogSnapshot catalog, RoleAccess? access) => ValuesRelation.Of(
        [
            Text("TABLE_CATALOG"), Text("TABLE_SCHEMA"), Text("TABLE_NAME"), Text("TABLE_OWNER"), Text("TABLE_TYPE"), Text("IS_TRANSIENT"), Text("CLUSTERING_KEY"),
            new RelationColumn("ROW_COUNT", Count), new RelationColumn("RETENTION_TIME", Count), Time("CREATED"), Text("COMMENT"),
        ],
        [.. Relations(database, catalog, access).Select(found => new[]
        {
            DuckText.Literal(database), DuckText.Literal(found.Schema), DuckText.Literal(found.Name), "'ACCOUNTADMIN'", found is ViewObject ? "'VIEW'" : "'BASE TABLE'",
            found is TableObject { IsTransient: true } ? "'YES'" : "'NO'", DuckText.Literal((found as TableObject)?.ClusterBy),
            found is TableObject table ? $"(SELECT count(*) FROM {PhysicalTable.Of(table)})" : "NULL",
            (found as TableObject)?.RetentionDays.ToString(CultureInfo.InvariantCulture) ?? "NULL", DuckText.Literal(found.CreatedOn), DuckText.Literal(found.Comment),
        })]);

    private static Relation Columns(string database, CatalogSnapshot catalog, RoleAccess? access) => ValuesRelation.Of(
        [
            Text("TABLE_CATALOG"), Text("TABLE_SCHEMA"), Text("TABLE_NAME"), Text("COLUMN_NAME"), new RelationColumn("ORDINAL_POSITION", Count), Text("IS_NULLABLE"), Text("DATA_TYPE"),
            new RelationColumn("CHARACTER_MAXIMUM_LENGTH", Count), new RelationColumn("NUMERIC_PRECISION", Count), new RelationColumn("NUMERIC_SCALE", Count),
            new RelationColumn("DATETIME_PRECISION", Count), Text("COMMENT"),
        ],
        [.. Relations(database, catalog, access).OfType<TableObject>().SelectMany(table => table.Columns.Select((column, i) => ColumnRow(table, column, i)))]);

    private static string[] ColumnRow(TableObject table, TableColumn column, int index)
    {
        var type = column.Type;
        return
        [
            DuckText.Literal(table.Database), DuckText.Literal(table.Schema), DuckText.Literal(table.Name), DuckText.Literal(column.Name),
            (index + 1).ToString(CultureInfo.InvariantCulture), column.NotNull ? "'NO'" : "'YES'", DuckText.Literal(TypeNames.Information(type)),
            type.Kind is TypeKind.Varchar or TypeKind.Binary ? Number(type.Precision ?? TypeNames.DefaultLength(type)) : "NULL",
            type.Kind == TypeKind.Number ? Number(type.Precision ?? 38) : "NULL", type.Kind == TypeKind.Number ? Number(type.Scale ?? 0) : "NULL",
            type.IsTimestamp || type.Kind == TypeKind.Time ? Number(type.Precision ?? 9) : "NULL", DuckText.Literal(column.Comment),
        ];
    }

    private static IEnumerable<SchemaScopedObject> Relations(string database, CatalogSnapshot catalog, RoleAccess? access) => catalog.OfType<SchemaScopedObject>()
        .Where(found => found is TableObject or ViewObject && found.Database == database && access?.Sees(found) != false)
        .OrderBy(found => found.Schema, StringComparer.Ordinal).ThenBy(found => found.Name, StringComparer.Ordinal);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static RelationColumn Text(string name) => new(name, DataType.Varchar);

    private static RelationColumn Time(string name) => new(name, DataType.TimestampLtz);
}
