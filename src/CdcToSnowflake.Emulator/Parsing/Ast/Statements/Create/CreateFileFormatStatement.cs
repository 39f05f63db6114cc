namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record CreateFileFormatStatement(CreateMode Mode, ObjectName Name, PropertyList Properties) : Statement;
