using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    private MergeStatement ParseMerge()
    {
        ExpectWords("MERGE", "INTO");
        var target = ParseTarget();
        ExpectWord("USING");
        var source = ParseTablePrimary();
        ExpectWord("ON");
        var on = ParseExpression();
        var clauses = new List<MergeClause>();
        while (IsWord("WHEN"))
        {
            clauses.Add(ParseMergeClause());
        }

        return clauses.Count > 0 ? new MergeStatement(target, source, on, [.. clauses]) : throw Unexpected("'WHEN'");
    }

    private MergeClause ParseMergeClause()
    {
        var position = Position;
        ExpectWord("WHEN");
        var matched = !TryWord("NOT");
        ExpectWord("MATCHED");
        RefuseWord("BY", "WHEN NOT MATCHED BY");
        var condition = TryWord("AND") ? ParseExpression() : null;
        ExpectWord("THEN");
        return new MergeClause(matched, condition, ParseMergeAction(matched)) { Position = position };
    }

    private MergeAction ParseMergeAction(bool matched)
    {
        var position = Position;
        if (matched && TryWord("DELETE"))
        {
            return new MergeDeleteAction { Position = position };
        }

        if (matched)
        {
            ExpectWord("UPDATE");
            if (TryWords("ALL", "BY", "NAME"))
            {
                return new MergeUpdateAction([], AllByName: true) { Position = position };
            }

            ExpectWord("SET");
            return new MergeUpdateAction([.. ParseList(ParseAssignment)], AllByName: false) { Position = position };
        }

        ExpectWord("INSERT");
        if (TryWords("ALL", "BY", "NAME"))
        {
            return new MergeInsertAction([], [], AllByName: true) { Position = position };
        }

        var columns = IsSymbol("(") ? ParseNameList() : [];
        ExpectWord("VALUES");
        return new MergeInsertAction(columns, ParseParenthesized(ParseValue), AllByName: false) { Position = position };
    }
}
