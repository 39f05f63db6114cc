namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>{'key': value, …}.</summary>
internal sealed record ObjectLiteral(NodeList<ObjectEntry> Entries) : Expression;
