using System.Text.Json;
using System.Text.Json.Nodes;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>SHOW and DESCRIBE SEMANTIC VIEW, with the columns and properties of their pages in the manual.</summary>
internal static class SemanticViewProperties
{
    public static ObjectList List { get; } = ObjectList.Of<SemanticViewObject>(
        "created_on name database_name schema_name comment owner owner_role_type extension",
        (item, _) => [item.CreatedOn, item.Name, item.Database, item.Schema, item.Comment ?? string.Empty, RoleObject.Owner, "ROLE", null]) with
    {
        Terse = ["created_on", "name", "kind", "database_name", "schema_name"],
        Kind = _ => "SEMANTIC_VIEW",
    };

    public static IEnumerable<object?[]> Rows(SemanticViewObject view)
    {
        var definition = (CreateSemanticViewStatement)SqlParser.Parse(view.Definition)[0];
        if (view.Comment is not null)
        {
            yield return [null, null, null, "COMMENT", view.Comment];
        }

        foreach (var table in definition.Tables)
        {
            // The database and schema that a name lacks are the view's.
            var parts = new[] { view.Database, view.Schema }.Take(Math.Max(0, 3 - table.Table.Parts.Count)).Concat(table.Table.Parts).ToList();
            foreach (var (property, value) in new (string, string?)[]
            {
                ("BASE_TABLE_DATABASE_NAME", parts[0]), ("BASE_TABLE_SCHEMA_NAME", parts[1]), ("BASE_TABLE_NAME", parts[2]), ("SYNONYMS", Listed(table.Synonyms)), ("PRIMARY_KEY", Listed(table.PrimaryKey)), ("COMMENT", table.Comment),
            }.Where(row => row.Item2 is not null))
            {
                yield return ["TABLE", table.Alias, null, property, value];
            }
        }

        foreach (var link in definition.Relationships)
        {
            var key = link.ReferencedColumns.Count > 0 ? link.ReferencedColumns : definition.Tables.First(table => table.Alias == link.Referenced).PrimaryKey;
            foreach (var (property, value) in new[] { ("TABLE", link.Table), ("REF_TABLE", link.Referenced), ("FOREIGN_KEY", Listed(link.Columns)), ("REF_KEY", Listed(key)) })
            {
                yield return ["RELATIONSHIP", link.Name, link.Table, property, value];
            }
        }

        foreach (var (kind, expression) in definition.Facts.Select(fact => ("FACT", fact)).Concat(definition.Dimensions.Select(dimension => ("DIMENSION", dimension))).Concat(definition.Metrics.Select(metric => ("METRIC", metric))))
        {
            foreach (var (property, value) in new (string, string?)[]
            {
                ("TABLE", expression.Table), ("EXPRESSION", expression.ExpressionText.ToString()), ("DATA_TYPE", view.Types.GetValueOrDefault(SemanticViewObject.TypeKey(expression.Table, expression.Name))),
                ("SYNONYMS", Listed(expression.Synonyms)), ("COMMENT", expression.Comment), ("ACCESS_MODIFIER", expression.IsPrivate ? "PRIVATE" : "PUBLIC"),
            }.Where(row => row.Item2 is not null))
            {
                yield return [expression.Table is null ? "DERIVED_METRIC" : kind, expression.Name, expression.Table, property, value];
            }
        }

        foreach (var (property, value) in new[] { ("AI_SQL_GENERATION", definition.SqlInstructions), ("AI_QUESTION_CATEGORIZATION", definition.QuestionInstructions) }.Where(row => row.Item2 is not null))
        {
            yield return ["CUSTOM_INSTRUCTIONS", null, null, property, value];
        }
    }

    private static string? Listed(NodeList<string> names) => names.Count == 0 ? null : new JsonArray([.. names.Select(name => (JsonNode)JsonValue.Create(name))]).ToJsonString(Readable);

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
