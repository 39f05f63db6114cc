using System.Text.Json.Nodes;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Definition;
using CdcToSnowflake.Emulator.Execution.Dml;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Execution.Security;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>DESCRIBE of each kind, with the columns of its page in the manual.</summary>
internal static class Descriptions
{
    private const string Properties = "property property_type property_value property_default";

    public static StatementResult Describe(DescribeStatement describe, Session session)
    {
        var key = session.Key(Spaces.Of(describe.Kind), describe.Name);
        var found = session.Catalog.Find(key);

        // "DESCRIBE TABLE and DESCRIBE VIEW are interchangeable."
        var isRelation = describe.Kind is ObjectKind.Table or ObjectKind.View;
        if (found is null || !(isRelation || Spaces.IsOf(found, describe.Kind)) || !new RoleAccess(session).Sees(found)
            || (found is ProcedureObject called && !called.Takes(describe.Arguments)))
        {
            throw SnowflakeException.DoesNotExist(ObjectKindWords.Title(describe.Kind), describe.Name);
        }

        return found switch
        {
            TableObject or ViewObject => Table(
                "name|type|kind|null?|default|primary key|unique key|check|expression|comment|policy name|privacy domain|schema_evolution_record".Split('|'), Columns((SchemaScopedObject)found, session)),
            SemanticViewObject semantic => Table("object_kind object_name parent_entity property property_value".Split(' '), SemanticViewProperties.Rows(semantic)),
            DatabaseObject database => Table("created_on name kind".Split(' '), Inside(session.Catalog.OfType<SchemaObject>().Where(schema => schema.Database == database.Name))),
            SchemaObject schema => Table("created_on name kind".Split(' '), Inside(session.Catalog.OfType<SchemaScopedObject>().Where(item => item.Database == schema.Database && item.Schema == schema.Name))),
            WarehouseObject => Table("created_on name kind".Split(' '), Inside([found])),
            IntegrationObject integration => Table(Properties.Split(' '), IntegrationProperties.Rows(integration)),
            FileFormatObject format => Table(Properties.Split(' '), FileFormatProperties.All(format).Select(option => new object?[] { option.Name, option.Type, option.Value, option.Default })),
            StageObject stage => Table(("parent_property " + Properties).Split(' '), Stage(stage)),
            PolicyObject policy => Table("name signature return_type body".Split(' '), [[policy.Name, Signature(policy), policy.Returns.Kind == TypeKind.Varchar ? "VARCHAR" : policy.Returns.ToString(), policy.Body]]),
            ProcedureObject procedure => Table("property value".Split(' '), ProcedureLists.Properties(procedure)),
            PipeObject or StreamObject or TaskObject => StatementResult.Table(ObjectLists.Of(describe.Kind).Columns, [ObjectLists.Of(describe.Kind).Row(found, session)]),
            _ => throw new NotEmulatedException($"DESCRIBE {ObjectKindWords.Of(describe.Kind)}", describe.Position),
        };
    }

    private static StatementResult Table(IEnumerable<string> columns, IEnumerable<object?[]> rows) => StatementResult.Table([.. columns.Select(ObjectList.Column)], [.. rows]);

    private static IEnumerable<object?[]> Columns(SchemaScopedObject relation, Session session)
    {
        var table = relation as TableObject;
        return ColumnLists.Of(relation).Select(column => new object?[]
        {
            column.Name, TypeNames.Described(column.Type), "COLUMN", column.NotNull ? "N" : "Y", ColumnDefaults.Written(relation, column), table?.PrimaryKey.Contains(column.Name) == true ? "Y" : "N",
            table?.UniqueColumns.Contains(column.Name) == true ? "Y" : "N", null, null, column.Comment,
            column.Mask is { } mask ? session.Catalog.ById<PolicyObject>(mask.PolicyId)?.Key.ToString() : null, null, null,
        });
    }

    private static IEnumerable<object?[]> Inside(IEnumerable<CatalogObject> items) =>
        items.OrderBy(item => item.Name, StringComparer.Ordinal).Select(item => new object?[] { item.CreatedOn, item.Name, ObjectKindWords.Of(Spaces.KindOf(item)) });

    private static IEnumerable<object?[]> Stage(StageObject stage)
    {
        foreach (var option in FileFormatProperties.All(new FileFormatObject { Type = "CSV" }))
        {
            yield return ["STAGE_FILE_FORMAT", option.Name, option.Type, option.Value, option.Default];
        }

        yield return ["STAGE_COPY_OPTIONS", "ON_ERROR", "String", "ABORT_STATEMENT", "ABORT_STATEMENT"];
        yield return ["STAGE_COPY_OPTIONS", "SIZE_LIMIT", "Long", string.Empty, string.Empty];
        yield return ["STAGE_COPY_OPTIONS", "PURGE", "Boolean", "false", "false"];
        yield return ["STAGE_COPY_OPTIONS", "RETURN_FAILED_ONLY", "Boolean", "false", "false"];
        yield return ["STAGE_COPY_OPTIONS", "ENFORCE_LENGTH", "Boolean", "true", "true"];
        yield return ["STAGE_COPY_OPTIONS", "TRUNCATECOLUMNS", "Boolean", "false", "false"];
        yield return ["STAGE_COPY_OPTIONS", "FORCE", "Boolean", "false", "false"];
        yield return ["STAGE_LOCATION", "URL", "String", new JsonArray(JsonValue.Create(stage.Url)).ToJsonString(), string.Empty];
        yield return ["STAGE_INTEGRATION", "STORAGE_INTEGRATION", "String", stage.StorageIntegration ?? string.Empty, string.Empty];
        yield return ["STAGE_CREDENTIALS", "AWS_KEY_ID", "String", string.Empty, string.Empty];
        yield return ["DIRECTORY", "ENABLE", "Boolean", stage.HasDirectory ? "true" : "false", "false"];
        yield return ["DIRECTORY", "AUTO_REFRESH", "Boolean", "false", "false"];
    }

    private static string Signature(PolicyObject policy) =>
        "(" + string.Join(", ", policy.Arguments.Select(argument => $"{argument.Name} {(argument.Type.Kind == TypeKind.Varchar ? "VARCHAR" : argument.Type.ToString())}")) + ")";
}
