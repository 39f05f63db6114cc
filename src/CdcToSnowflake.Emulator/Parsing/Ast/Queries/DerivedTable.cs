namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>(query), or (VALUES …), perhaps LATERAL.</summary>
internal sealed record DerivedTable(Query Query, bool Lateral, TableAlias? Alias) : TableSource;
