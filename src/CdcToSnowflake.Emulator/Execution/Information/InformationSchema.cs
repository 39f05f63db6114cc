using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Dml;
using CdcToSnowflake.Emulator.Execution.Security;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>The views of a database's INFORMATION_SCHEMA.</summary>
internal static class InformationSchema
{
    public const string Name = "INFORMATION_SCHEMA";

    private const string Owner = "'" + RoleObject.Owner + "'";

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

        var seen = new Seen(key.Database, state.Catalog, access);
        return key.Name switch
        {
            "DATABASES" => Databases(seen),
            "SCHEMATA" => Schemata(seen),
            "TABLES" => Tables(seen),
            "VIEWS" => Views(seen),
            "COLUMNS" => Columns(seen),
            "STAGES" => LoadViews.Stages(seen.Of<StageObject>()),
            "FILE_FORMATS" => LoadViews.FileFormats(seen.Of<FileFormatObject>()),
            "PIPES" => LoadViews.Pipes(seen.Of<PipeObject>()),
            _ => throw new NotEmulatedException($"INFORMATION_SCHEMA.{key.Name}", name.Position),
        };
    }

    private static Relation Databases(Seen seen) => ValuesRelation.Of(
        [Text("DATABASE_NAME"), Text("DATABASE_OWNER"), Text("IS_TRANSIENT"), Text("COMMENT"), Time("CREATED"), Time("LAST_ALTERED"), new RelationColumn("RETENTION_TIME", Count), Text("TYPE")],
        [.. seen.Catalog.OfType<DatabaseObject>().Where(database => seen.Access?.Sees(database) != false).OrderBy(database => database.Name, StringComparer.Ordinal).Select(database => new[]
        {
            DuckDbText.Literal(database.Name), Owner, YesNo(database.IsTransient), DuckDbText.Literal(database.Comment), DuckDbText.Literal(database.CreatedOn), DuckDbText.Literal(database.CreatedOn),
            Number(database.RetentionDays ?? Retention.DefaultDays), "'STANDARD'",
        })]);

    private static Relation Schemata(Seen seen) => ValuesRelation.Of(
        [Text("CATALOG_NAME"), Text("SCHEMA_NAME"), Text("SCHEMA_OWNER"), Text("IS_TRANSIENT"), Text("IS_MANAGED_ACCESS"), new RelationColumn("RETENTION_TIME", Count), Time("CREATED"), Time("LAST_ALTERED"), Text("COMMENT")],
        [.. seen.Catalog.OfType<SchemaObject>().Where(schema => schema.Database == seen.Database && seen.Access?.Sees(schema) != false).OrderBy(schema => schema.Name, StringComparer.Ordinal).Select(schema => new[]
        {
            DuckDbText.Literal(seen.Database), DuckDbText.Literal(schema.Name), Owner, YesNo(schema.IsTransient), "'NO'", Number(Retention.Days(schema, seen.Catalog)), DuckDbText.Literal(schema.CreatedOn),
            DuckDbText.Literal(schema.CreatedOn), DuckDbText.Literal(schema.Comment),
        })]);

    // What a table takes on disk is not known by table, so BYTES is NULL; nor when it was changed last.
    private static Relation Tables(Seen seen) => ValuesRelation.Of(
        [
            Text("TABLE_CATALOG"), Text("TABLE_SCHEMA"), Text("TABLE_NAME"), Text("TABLE_OWNER"), Text("TABLE_TYPE"), Text("IS_TRANSIENT"), Text("CLUSTERING_KEY"),
            new RelationColumn("ROW_COUNT", Count), new RelationColumn("BYTES", Count), new RelationColumn("RETENTION_TIME", Count), Time("CREATED"), new RelationColumn("AUTO_CLUSTERING_ON", DataType.Boolean),
            Text("COMMENT"), Text("IS_TEMPORARY"), Text("IS_ICEBERG"), Text("IS_DYNAMIC"), Text("IS_IMMUTABLE"), Text("IS_HYBRID"),
        ],
        [.. Relations(seen).Select(found => new[]
        {
            DuckDbText.Literal(seen.Database), DuckDbText.Literal(found.Schema), DuckDbText.Literal(found.Name), Owner, found is ViewObject ? "'VIEW'" : "'BASE TABLE'",
            YesNo(found is TableObject { IsTransient: true }), DuckDbText.Literal((found as TableObject)?.ClusterBy),
            found is TableObject table ? $"(SELECT count(*) FROM {PhysicalTable.Of(table)})" : "NULL", "NULL",
            (found as TableObject)?.RetentionDays.ToString(CultureInfo.InvariantCulture) ?? "NULL", DuckDbText.Literal(found.CreatedOn), found is TableObject { ClusterBy: not null } ? "true" : "false",
            DuckDbText.Literal(found.Comment), "'NO'", "'NO'", "'NO'", "'NO'", "'NO'",
        })]);

    private static Relation Views(Seen seen) => ValuesRelation.Of(
        [
            Text("TABLE_CATALOG"), Text("TABLE_SCHEMA"), Text("TABLE_NAME"), Text("TABLE_OWNER"), Text("VIEW_DEFINITION"), Text("CHECK_OPTION"), Text("IS_UPDATABLE"), Text("INSERTABLE_INTO"),
            Text("IS_SECURE"), Time("CREATED"), Text("COMMENT"),
        ],
        [.. Relations(seen).OfType<ViewObject>().Select(view => new[]
        {
            DuckDbText.Literal(seen.Database), DuckDbText.Literal(view.Schema), DuckDbText.Literal(view.Name), Owner, view.IsSecure && seen.Access is { IsOwner: false } ? "NULL" : DuckDbText.Literal(view.Definition),
            "'NONE'", "'NO'", "'NO'", YesNo(view.IsSecure), DuckDbText.Literal(view.CreatedOn), DuckDbText.Literal(view.Comment),
        })]);

    private static Relation Columns(Seen seen) => TextRelation.Of(
        [
            Text("TABLE_CATALOG"), Text("TABLE_SCHEMA"), Text("TABLE_NAME"), Text("COLUMN_NAME"), new RelationColumn("ORDINAL_POSITION", Count), Text("COLUMN_DEFAULT"), Text("IS_NULLABLE"), Text("DATA_TYPE"),
            new RelationColumn("CHARACTER_MAXIMUM_LENGTH", Count), new RelationColumn("CHARACTER_OCTET_LENGTH", Count), new RelationColumn("NUMERIC_PRECISION", Count),
            new RelationColumn("NUMERIC_PRECISION_RADIX", Count), new RelationColumn("NUMERIC_SCALE", Count), new RelationColumn("DATETIME_PRECISION", Count), Text("IS_IDENTITY"), Text("COMMENT"), Text("KIND"),
        ],
        Relations(seen).SelectMany(relation => ColumnLists.Of(relation).Select((column, i) => ColumnRow(relation, column, i))));

    private static string?[] ColumnRow(SchemaScopedObject relation, TableColumn column, int index)
    {
        var type = column.Type;
        var isText = type.Kind is TypeKind.Varchar or TypeKind.Binary;
        var length = isText ? type.Precision ?? TypeNames.DefaultLength(type) : 0;
        var bytes = type.Kind == TypeKind.Binary ? length : Math.Min(4L * length, Math.Max(length, TypeNames.DefaultLength(type)));
        return
        [
            relation.Database, relation.Schema, relation.Name, column.Name, Number(index + 1),
            ColumnDefaults.Written(relation, column), column.NotNull ? "NO" : "YES", TypeNames.Information(type),
            isText ? Number(length) : null, isText ? bytes.ToString(CultureInfo.InvariantCulture) : null,
            type.Kind == TypeKind.Number ? Number(type.Precision ?? 38) : null, type.Kind == TypeKind.Number ? "10" : null, type.Kind == TypeKind.Number ? Number(type.Scale ?? 0) : null,
            type.IsTimestamp || type.Kind == TypeKind.Time ? Number(type.Precision ?? 9) : null, "NO", column.Comment, "COLUMN",
        ];
    }

    private static IEnumerable<SchemaScopedObject> Relations(Seen seen) => seen.Of<SchemaScopedObject>().Where(found => found is TableObject or ViewObject);

    private static string YesNo(bool value) => value ? "'YES'" : "'NO'";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static RelationColumn Text(string name) => new(name, DataType.Varchar);

    private static RelationColumn Time(string name) => new(name, DataType.TimestampLtz);

    /// <summary>What the session's role sees of one database.</summary>
    private sealed record Seen(string Database, CatalogSnapshot Catalog, RoleAccess? Access)
    {
        public IEnumerable<T> Of<T>()
            where T : SchemaScopedObject => Catalog.OfType<T>().Where(found => found.Database == Database && Access?.Sees(found) != false)
            .OrderBy(found => found.Schema, StringComparer.Ordinal).ThenBy(found => found.Name, StringComparer.Ordinal);
    }
}
