namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record RenameColumnAction(string Name, string NewName) : AlterAction;
