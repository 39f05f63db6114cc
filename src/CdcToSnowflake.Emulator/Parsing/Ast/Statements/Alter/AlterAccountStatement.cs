namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>ALTER ACCOUNT SET …; or UNSET names.</summary>
internal sealed record AlterAccountStatement(PropertyList Set, NodeList<string> Unset) : Statement;
