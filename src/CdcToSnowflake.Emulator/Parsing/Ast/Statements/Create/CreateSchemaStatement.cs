namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record CreateSchemaStatement(CreateMode Mode, bool Transient, ObjectName Name, PropertyList Properties) : Statement;
