namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record SetAction(PropertyList Properties) : AlterAction;
