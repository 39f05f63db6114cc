namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>( NAME = value, … ).</summary>
internal sealed record GroupValue(PropertyList Properties) : PropertyValue;
