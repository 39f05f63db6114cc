namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>AUTOINCREMENT / IDENTITY [(start, step)] [ORDER|NOORDER].</summary>
internal sealed record IdentityDefinition(string Start, string Step, bool? Ordered) : SqlNode;
