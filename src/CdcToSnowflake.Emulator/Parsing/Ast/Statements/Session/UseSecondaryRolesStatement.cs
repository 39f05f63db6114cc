namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>USE SECONDARY ROLES {ALL | NONE | name, …}; Roles null for ALL, empty for NONE.</summary>
internal sealed record UseSecondaryRolesStatement(NodeList<ObjectName>? Roles) : Statement;
