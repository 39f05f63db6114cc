namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record MergeInsertAction(NodeList<string> Columns, NodeList<Expression> Values, bool AllByName) : MergeAction;
