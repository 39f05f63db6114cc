namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>Copy.Text is the definition, as SHOW PIPES prints it.</summary>
internal sealed record CreatePipeStatement(CreateMode Mode, ObjectName Name, PropertyList Properties, CopyIntoTableStatement Copy) : Statement;
