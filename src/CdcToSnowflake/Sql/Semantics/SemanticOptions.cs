using System.IO.Enumeration;

namespace CdcToSnowflake.Sql.Semantics;

/// <summary>
/// The semantic view over the API's views: what analysts and Cortex may ask of all brands' tables, from the manual's "CREATE SEMANTIC VIEW". It stands on those views and not on CI's tables, since who may read a
/// semantic view needs no right on what it stands on: so the row access policy holds for its answers too, and rows that are only marked as deleted aren't counted.
/// </summary>
public sealed record SemanticOptions
{
    /// <summary>The view's name as Snowflake stores it; another than those of the API's views, beside which it stands.</summary>
    /// <value>The default is <c>CDC_SEMANTICS</c>.</value>
    public string Name { get; init; } = "CDC_SEMANTICS";

    /// <summary>The CI tables that it shows, names as in Snowflake in which <c>*</c> stands for any characters. Cortex answers best of few tables.</summary>
    /// <value>The default is empty, which is all.</value>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>What it is about, for people and for Cortex.</summary>
    /// <value>The default is <c>All brands' tables</c>.</value>
    public string Comment { get; init; } = "All brands' tables";

    /// <summary>Whether the foreign keys that <see cref="Model.TableDescription.ForeignKeys"/> tell become relationships.</summary>
    /// <value>The default is true.</value>
    public bool TakesForeignKeys { get; init; } = true;

    /// <summary>Relationships beside those of foreign keys.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<SemanticRelationship> Relationships { get; init; } = [];

    /// <summary>Measures beside the number of rows of each table, and the sum and average of each of its numbers.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<SemanticMetric> Metrics { get; init; } = [];

    /// <summary>Other words for a table or column, by its Snowflake name: <c>ORDERS</c>, or <c>ORDERS.TOTAL</c>. They come before those that the source's comments give.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Synonyms { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>What Cortex Analyst is told about how to write SQL, in plain words.</summary>
    /// <value>The default is null: nothing.</value>
    public string? Instructions { get; init; }

    internal bool Shows(string table) => Tables.Count == 0 || Tables.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, table, ignoreCase: false));

    internal void Check()
    {
        SqlRanges.Named(Name, $"{nameof(SemanticOptions)}.{nameof(Name)}");
        foreach (SemanticMetric metric in Metrics)
        {
            SqlRanges.Named(metric.Name, $"{nameof(SemanticMetric)}.{nameof(SemanticMetric.Name)}");
            SqlRanges.Named(metric.Expression, $"The {nameof(SemanticMetric.Expression)} of the metric {metric.Table}.{metric.Name}");
        }
        foreach (SemanticRelationship relationship in Relationships)
        {
            if (relationship.Columns.Count == 0 || relationship.ReferencedColumns.Count is not 0 && relationship.ReferencedColumns.Count != relationship.Columns.Count)
            {
                throw new ArgumentException($"The relationship from {relationship.Table} to {relationship.Referenced} of {nameof(SemanticOptions)}.{nameof(Relationships)} names {relationship.Columns.Count} columns that point to {relationship.ReferencedColumns.Count}. Name one for each, the brand's left out.");
            }
        }
    }
}
