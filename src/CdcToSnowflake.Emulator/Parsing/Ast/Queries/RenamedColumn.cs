namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record RenamedColumn(string Name, string NewName) : SqlNode;
