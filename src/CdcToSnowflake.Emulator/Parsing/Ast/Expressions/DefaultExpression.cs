namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>DEFAULT in VALUES or SET.</summary>
internal sealed record DefaultExpression : Expression;
