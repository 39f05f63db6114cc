namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>By name, or DROP PRIMARY KEY (no name).</summary>
internal sealed record DropConstraintAction(string? Name) : AlterAction;
