namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>name EXCEPTION [(number, 'message')].</summary>
internal sealed record ExceptionDeclaration(string Name, int? Number, string? Message) : Declaration(Name);
