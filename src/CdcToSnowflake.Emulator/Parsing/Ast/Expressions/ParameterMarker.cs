namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>?, the n-th of the statement from 1.</summary>
internal sealed record ParameterMarker(int Ordinal) : Expression;
