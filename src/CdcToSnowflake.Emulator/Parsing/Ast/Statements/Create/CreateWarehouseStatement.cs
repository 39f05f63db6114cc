namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record CreateWarehouseStatement(CreateMode Mode, ObjectName Name, PropertyList Properties) : Statement;
