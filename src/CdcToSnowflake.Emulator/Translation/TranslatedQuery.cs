namespace CdcToSnowflake.Emulator.Translation;

/// <summary>DuckDB's text of a query. Columns in order: Snowflake's label and type, and the name in the text (labels may repeat, physical names don't).</summary>
internal sealed record TranslatedQuery(string Sql, IReadOnlyList<RelationColumn> Columns)
{
    /// <summary>The query as something that can stand in FROM.</summary>
    public Relation AsRelation() => new("(" + Sql + ")", Columns);
}
