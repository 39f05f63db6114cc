namespace CdcToSnowflake.Operations.Cost.Predicates;

/// <summary>What a SELECT reads: a table or view by its name, a query, or (neither) something else, such as a function's rows.</summary>
internal sealed record SqlSource(string? Alias, IReadOnlyList<string>? Table, SqlQuery? Query, IReadOnlyList<string> Columns)
{
    /// <summary>What columns may say before their dot.</summary>
    public string? Name => Alias ?? Table?[^1];
}
