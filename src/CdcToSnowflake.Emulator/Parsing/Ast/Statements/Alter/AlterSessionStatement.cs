namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>ALTER SESSION SET …; or UNSET names.</summary>
internal sealed record AlterSessionStatement(PropertyList Set, NodeList<string> Unset) : Statement;
