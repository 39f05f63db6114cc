namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>TABLE(f(…)), or LATERAL f(…).</summary>
internal sealed record FunctionTable(FunctionCall Call, bool Lateral, TableAlias? Alias) : TableSource;
