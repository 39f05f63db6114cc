namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>$1, or t.$1: a column by number, of a staged file or of a VALUES list.</summary>
internal sealed record PositionalColumn(string? Qualifier, int Index) : Expression;
