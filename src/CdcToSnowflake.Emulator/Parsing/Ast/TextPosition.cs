namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>A place in the text: offset from 0, line and column from 1.</summary>
internal readonly record struct TextPosition(int Offset, int Line, int Column)
{
    public override string ToString() => $"line {Line}, column {Column}";
}
