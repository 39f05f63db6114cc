namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record WhenBranch(Expression Condition, Expression Result) : SqlNode;
