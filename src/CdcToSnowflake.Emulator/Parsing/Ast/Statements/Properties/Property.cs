namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>NAME = value, as objects are declared with; the name in upper case.</summary>
internal sealed record Property(string Name, PropertyValue Value) : SqlNode;
