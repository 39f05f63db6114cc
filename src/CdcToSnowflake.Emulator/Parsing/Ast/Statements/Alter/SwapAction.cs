namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record SwapAction(ObjectName Other) : AlterAction;
