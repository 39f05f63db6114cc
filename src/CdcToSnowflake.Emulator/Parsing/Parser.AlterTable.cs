using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    private AlterAction ParseTableAction()
    {
        if (TryWords("RENAME", "COLUMN"))
        {
            var name = ParseIdentifier();
            ExpectWord("TO");
            return new RenameColumnAction(name, ParseIdentifier());
        }

        if (TryWords("CLUSTER", "BY"))
        {
            RefuseWord("LINEAR", "CLUSTER BY LINEAR");
            return new ClusterByAction(ParseParenthesized(ParseExpression));
        }

        if (IsWord("ADD"))
        {
            return ParseTableAdd();
        }

        if (IsWord("DROP"))
        {
            return ParseTableDrop();
        }

        return IsWord("ALTER") || IsWord("MODIFY") ? ParseColumnGovernance() ?? ParseAlterColumns() : ParseCommonAction(ObjectKind.Table);
    }

    private AlterAction ParseTableAdd()
    {
        ExpectWord("ADD");
        if (IsConstraintStart())
        {
            return new AddConstraintAction(ParseConstraint());
        }

        if (TryWords("ROW", "ACCESS", "POLICY"))
        {
            return ParseRowPolicy();
        }

        RefuseWord("SEARCH", "search optimization");
        TryWord("COLUMN");
        var ifNotExists = TryWords("IF", "NOT", "EXISTS");
        var constraints = new List<TableConstraint>();
        var columns = new List<ColumnDefinition>();
        do
        {
            if (columns.Count > 0)
            {
                // Each column of the list may repeat the words.
                TryWord("COLUMN");
                ifNotExists |= TryWords("IF", "NOT", "EXISTS");
            }

            columns.Add(ParseColumnDefinition(constraints));
        }
        while (TrySymbol(","));
        if (constraints.Count > 0)
        {
            throw new NotEmulatedException("constraints of an added column", constraints[0].Position);
        }

        return new AddColumnsAction([.. columns], ifNotExists);
    }

    private AlterAction ParseTableDrop()
    {
        ExpectWord("DROP");
        if (TryWords("CLUSTERING", "KEY"))
        {
            return new ClusterByAction([]);
        }

        if (TryWords("PRIMARY", "KEY"))
        {
            return new DropConstraintAction(null);
        }

        if (TryWord("CONSTRAINT"))
        {
            return new DropConstraintAction(ParseIdentifier());
        }

        if (TryDropRowPolicy() is { } drop)
        {
            return drop;
        }

        TryWord("COLUMN");
        var ifExists = TryIfExists();
        return new DropColumnsAction([.. ParseList(ParseIdentifier)], ifExists);
    }

    private AlterColumnsAction ParseAlterColumns()
    {
        _at++;
        if (!TrySymbol("("))
        {
            return new AlterColumnsAction([.. ParseList(ParseAlterColumn)]);
        }

        var columns = ParseList(ParseAlterColumn);
        ExpectSymbol(")");
        return new AlterColumnsAction([.. columns]);
    }

    private AlterColumn ParseAlterColumn()
    {
        var position = Position;
        TryWord("COLUMN");
        var name = ParseIdentifier();
        if (TryWords("DROP", "NOT", "NULL"))
        {
            return new AlterColumn(name, AlterColumnChange.DropNotNull) { Position = position };
        }

        if (TryWords("DROP", "DEFAULT"))
        {
            return new AlterColumn(name, AlterColumnChange.DropDefault) { Position = position };
        }

        if (TryWords("UNSET", "COMMENT"))
        {
            return new AlterColumn(name, AlterColumnChange.UnsetComment) { Position = position };
        }

        if (TryWord("COMMENT"))
        {
            return new AlterColumn(name, AlterColumnChange.Comment) { Position = position, Comment = ParseString() };
        }

        var set = TryWord("SET");
        if (set && TryWords("NOT", "NULL"))
        {
            return new AlterColumn(name, AlterColumnChange.SetNotNull) { Position = position };
        }

        if (set && TryWord("DEFAULT"))
        {
            return new AlterColumn(name, AlterColumnChange.SetDefault) { Position = position, Default = ParseExpression() };
        }

        if (set)
        {
            ExpectWords("DATA", "TYPE");
        }
        else if (AreWords("DATA", "TYPE"))
        {
            _at += 2;
        }
        else
        {
            TryWord("TYPE");
        }

        return new AlterColumn(name, AlterColumnChange.SetType) { Position = position, Type = ParseType() };
    }
}
