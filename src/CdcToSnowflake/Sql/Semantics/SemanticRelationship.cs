namespace CdcToSnowflake.Sql.Semantics;

/// <summary>Rows of a CI table that point to one row, of the same brand, of another. One that names a table or column that isn't there (yet) is left out.</summary>
/// <param name="Table">The table that points, a name as in Snowflake.</param>
/// <param name="Columns">The columns that point, names as in CI, without the brand's.</param>
/// <param name="Referenced">The table that is pointed to.</param>
public sealed record SemanticRelationship(string Table, IReadOnlyList<string> Columns, string Referenced)
{
    /// <summary>The columns that are pointed to, without the brand's: the table's key, in any order.</summary>
    /// <value>The default is none: the key in its own order.</value>
    public IReadOnlyList<string> ReferencedColumns { get; init; } = [];

    /// <summary>The relationship's name, as metrics may use it.</summary>
    /// <value>The default is null: <c>{table}_TO_{referenced}</c>, with <c>_BY_{columns}</c> behind it where there are several.</value>
    public string? Name { get; init; }
}
