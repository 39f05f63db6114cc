namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record CreateDatabaseStatement(CreateMode Mode, bool Transient, ObjectName Name, PropertyList Properties) : Statement;
