namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>$name, a session variable.</summary>
internal sealed record SessionVariable(string Name) : Expression;
