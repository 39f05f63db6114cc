namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>A query in parentheses, where a body may stand.</summary>
internal sealed record NestedBody(Query Query) : QueryBody;
