namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record CreateStageStatement(CreateMode Mode, ObjectName Name, PropertyList Properties) : Statement;
