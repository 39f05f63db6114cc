namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record NumberValue(string Text) : PropertyValue;
