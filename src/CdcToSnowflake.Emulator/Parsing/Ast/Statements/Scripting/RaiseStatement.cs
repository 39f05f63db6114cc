namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>RAISE [exception]; without a name only inside a handler.</summary>
internal sealed record RaiseStatement(string? Name) : Statement;
