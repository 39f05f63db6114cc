using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Sql.Semantics;

namespace CdcToSnowflake.Sql;

public sealed partial class SnowflakeSql
{
    /// <summary>The semantic view over the API's views, and what the reader may do with it; nothing if <see cref="ApiOptions.Semantics"/> is null or no table is shown.</summary>
    /// <returns>The statements.</returns>
    /// <exception cref="ModelException">Two things of the view would have one name.</exception>
    public IEnumerable<SqlStatement> SetUpSemantics() => WriteSemantics("semantic-view/create") is { } create ? [create, .. SetUpSemanticsGrants()] : [];

    /// <summary>
    /// The same as YAML, for Cortex Analyst and for <c>SYSTEM$CREATE_SEMANTIC_VIEW_FROM_YAML</c>, from the manual's "YAML specification for semantic views".
    /// </summary>
    /// <returns>YAML; null if <see cref="ApiOptions.Semantics"/> is null or no table is shown.</returns>
    /// <exception cref="ModelException">Two things of the model would have one name.</exception>
    public string? SemanticModelYaml() => WriteSemantics("semantic-view/yaml")?.Text;

    /// <summary>What the reader may do with the semantic view.</summary>
    internal IEnumerable<SqlStatement> SetUpSemanticsGrants() => Roles is { } roles && SemanticsName is { } view ? [Grant("read-semantic-view", view, roles.Reader)] : [];

    /// <summary>Notes on the semantic view what it was made from.</summary>
    internal SqlStatement LabelSemantics(SqlStatement made, string comment) => Write("semantic-view/label", made.Object!, name => new { View = name, Comment = new PlainText(comment) });

    /// <summary>The YAML as the trial of templates sees it.</summary>
    internal SqlStatement? WriteSemanticsYaml() => WriteSemantics("semantic-view/yaml");

    private ObjectName? SemanticsName => _options.Api?.Semantics is { } semantics ? _names.Api.With(semantics.Name) : null;

    private SqlStatement? WriteSemantics(string template)
    {
        if (_options.Api?.Semantics is not { } semantics || SemanticModel.Of(_model, _names, semantics) is not { } content)
        {
            return null;
        }
        return Write(template, SemanticsName!, name => new
        {
            View = name,
            Name = new PlainText(semantics.Name),
            content.Tables,
            content.Relationships,
            HasFacts = content.Tables.Any(table => table.Facts.Count > 0),
            Facts = content.Tables.SelectMany(table => table.Facts).ToList(),
            Dimensions = content.Tables.SelectMany(table => table.Dimensions).ToList(),
            Measures = content.Tables.SelectMany(table => table.Measures).ToList(),
            Comment = new PlainText(semantics.Comment),
            HasInstructions = semantics.Instructions is not null,
            Instructions = new PlainText(semantics.Instructions ?? ""),
        });
    }
}
