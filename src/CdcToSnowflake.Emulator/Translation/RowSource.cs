namespace CdcToSnowflake.Emulator.Translation;

/// <summary>One source of a row scope: "table" AS "alias", or (query) AS "alias"; Alias not quoted, as the expressions refer to it.</summary>
internal sealed record RowSource(string Sql, string Alias, IReadOnlyList<RelationColumn> Columns);
