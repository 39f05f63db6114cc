namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>:name, a scripting variable or a named parameter; the name in upper case.</summary>
internal sealed record BoundVariable(string Name) : Expression;
