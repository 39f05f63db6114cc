namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record SuspendAction : AlterAction;
