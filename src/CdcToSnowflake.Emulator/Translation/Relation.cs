namespace CdcToSnowflake.Emulator.Translation;

/// <summary>
/// What a name in FROM stands for. Sql can stand in DuckDB's FROM as it is: a quoted table name, or a query in parentheses.
/// </summary>
internal sealed record Relation(string Sql, IReadOnlyList<RelationColumn> Columns)
{
    /// <summary>For staged Parquet: the fields that the document $1 has. $1:"key" is the field with exactly this key, NULL if there is none.</summary>
    public IReadOnlyList<DocumentField>? Document { get; init; }
}
