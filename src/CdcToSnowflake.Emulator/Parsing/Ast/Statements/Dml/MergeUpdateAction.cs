namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>SET …; ALL BY NAME has no assignments.</summary>
internal sealed record MergeUpdateAction(NodeList<Assignment> Assignments, bool AllByName) : MergeAction;
