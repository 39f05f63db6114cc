namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>( value, … ).</summary>
internal sealed record ListValue(NodeList<PropertyValue> Items) : PropertyValue;
