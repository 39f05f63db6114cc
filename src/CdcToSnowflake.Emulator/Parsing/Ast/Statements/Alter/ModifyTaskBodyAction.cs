namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record ModifyTaskBodyAction(Statement Body) : AlterAction;
