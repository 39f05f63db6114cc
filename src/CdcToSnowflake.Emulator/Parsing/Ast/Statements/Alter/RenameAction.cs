namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record RenameAction(ObjectName NewName) : AlterAction;
