namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>'text'.</summary>
internal sealed record TextValue(string Value) : PropertyValue;
