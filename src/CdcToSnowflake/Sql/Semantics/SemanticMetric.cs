namespace CdcToSnowflake.Sql.Semantics;

/// <summary>A measure of the user's own.</summary>
/// <param name="Table">The CI table whose rows it is of, a name as in Snowflake. A measure of a table that isn't there (yet) is left out.</param>
/// <param name="Name">The measure's name as Snowflake stores it; another than those of the table's columns and measures.</param>
/// <param name="Expression">SQL as it stands, with an aggregate: of the table's columns and measures, such as <c>SUM(TOTAL) - SUM(REFUNDED)</c>, and of those of tables that it points to, such as <c>AVG(ORDERS.TOTAL)</c>.</param>
public sealed record SemanticMetric(string Table, string Name, string Expression)
{
    /// <summary>What it is, for people and for Cortex.</summary>
    /// <value>The default is empty.</value>
    public string Comment { get; init; } = "";

    /// <summary>Other words for it.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<string> Synonyms { get; init; } = [];

    /// <summary>The relationships by which it reaches other tables, where there are several to one table (the manual's "Specifying the relationship for a metric when multiple relationship paths exist").</summary>
    /// <value>The default is none: there is but one.</value>
    public IReadOnlyList<string> Using { get; init; } = [];
}
