using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    private TableSource ParseTableSource()
    {
        GuardDepth();
        var left = ParseTablePrimary();
        while (TryParseJoinKind(out var kind, out var natural))
        {
            var position = Position;
            var right = ParseTablePrimary();
            var join = new JoinedTable(left, kind, right) { Position = position, Natural = natural };
            if (TryWord("ON"))
            {
                join = join with { On = ParseExpression() };
            }
            else if (TryWord("USING"))
            {
                join = join with { Using = ParseNameList() };
            }

            left = join;
        }

        return left;
    }

    private bool TryParseJoinKind(out JoinKind kind, out bool natural)
    {
        kind = JoinKind.Inner;
        RefuseWord("ASOF", "ASOF JOIN");
        natural = TryWord("NATURAL");
        if (TryWord("CROSS"))
        {
            kind = JoinKind.Cross;
        }
        else if (IsWord("LEFT") || IsWord("RIGHT") || IsWord("FULL"))
        {
            kind = Next().Text switch { "LEFT" => JoinKind.Left, "RIGHT" => JoinKind.Right, _ => JoinKind.Full };
            TryWord("OUTER");
        }
        else if (!TryWord("INNER") && !natural && !IsWord("JOIN"))
        {
            return false;
        }

        ExpectWord("JOIN");
        return true;
    }

    private TableSource ParseTablePrimary()
    {
        var position = Position;
        if (Here.Kind == TokenKind.Stage || (Here.Kind == TokenKind.String && Here.Text.StartsWith('@')))
        {
            return ParseStageTable();
        }

        if (TryWord("LATERAL"))
        {
            return ParseLateral(position);
        }

        if (IsWord("TABLE") && Ahead(1).IsSymbol("("))
        {
            return ParseTableFunction(lateral: false);
        }

        if (Here.Kind == TokenKind.Positional)
        {
            return new EarlierResult(ParsePositional(), TryParseTableAlias()) { Position = position };
        }

        if (IsSymbol("("))
        {
            return ParseParenthesizedSource();
        }

        if (IsWord("SEMANTIC_VIEW") && Ahead(1).IsSymbol("("))
        {
            throw NotEmulated("queries of semantic views");
        }

        if (IsWord("VALUES"))
        {
            var body = ParseQueryTerm();
            return new DerivedTable(new Query(body) { Position = position }, Lateral: false, TryParseTableAlias()) { Position = position };
        }

        return ParseNamedTable();
    }

    private TableSource ParseParenthesizedSource()
    {
        var position = Position;
        ExpectSymbol("(");
        if (IsQueryStart())
        {
            var query = ParseQuery();
            ExpectSymbol(")");
            return new DerivedTable(query, Lateral: false, TryParseTableAlias()) { Position = position };
        }

        var source = ParseTableSource();
        ExpectSymbol(")");
        return TryParseTableAlias() is null ? source : throw NotEmulated("an alias of a join in parentheses");
    }

    private TableSource ParseLateral(TextPosition position)
    {
        if (IsSymbol("("))
        {
            ExpectSymbol("(");
            var query = ParseQuery();
            ExpectSymbol(")");
            return new DerivedTable(query, Lateral: true, TryParseTableAlias()) { Position = position };
        }

        if (IsWord("TABLE"))
        {
            return ParseTableFunction(lateral: true);
        }

        var call = ParseCall(ParseObjectName());
        return new FunctionTable(call, Lateral: true, TryParseTableAlias()) { Position = position };
    }

    private FunctionTable ParseTableFunction(bool lateral)
    {
        var position = Position;
        ExpectWord("TABLE");
        ExpectSymbol("(");
        if (!Here.IsName || ParsePrimary() is not FunctionCall call)
        {
            throw new NotEmulatedException("TABLE() of anything but a function", position);
        }

        ExpectSymbol(")");
        return new FunctionTable(call, lateral, TryParseTableAlias()) { Position = position };
    }

    private NamedTable ParseNamedTable()
    {
        var position = Position;
        var name = ParseObjectName();
        var table = new NamedTable(name) { Position = position, AtStream = TryParseAtStream() };
        RefuseTableModifiers();
        table = table with { Alias = TryParseTableAlias() };
        RefuseTableModifiers();
        return table;
    }

    private void RefuseTableModifiers()
    {
        RefuseWord("SAMPLE");
        RefuseWord("TABLESAMPLE");
        RefuseWord("MATCH_RECOGNIZE");
        if (Ahead(1).IsSymbol("("))
        {
            RefuseWord("PIVOT");
            RefuseWord("UNPIVOT");
            RefuseWord("CHANGES");
        }
    }

    /// <summary>AT (STREAM => 'name'); every other time travel is refused.</summary>
    private string? TryParseAtStream()
    {
        if (!(IsWord("AT") || IsWord("BEFORE")) || !Ahead(1).IsSymbol("("))
        {
            return null;
        }

        if (!IsWord("AT") || !Ahead(2).IsWord("STREAM"))
        {
            throw NotEmulated($"time travel ({Here.Text} ({Excerpt(Ahead(2)).ToUpperInvariant()} => …))");
        }

        _at += 3;
        ExpectSymbol("=>");
        var stream = ParseString();
        ExpectSymbol(")");
        return stream;
    }

    private StageTable ParseStageTable()
    {
        var position = Position;
        var stage = ParseStage();
        string? format = null;
        string? pattern = null;
        if (TrySymbol("("))
        {
            do
            {
                var option = ParseIdentifier();
                ExpectSymbol("=>");
                if (option == "FILE_FORMAT")
                {
                    format = Here.Kind == TokenKind.String ? Next().Text : ParseObjectName().ToString();
                }
                else if (option == "PATTERN")
                {
                    pattern = ParseString();
                }
                else
                {
                    throw NotEmulated($"stage option {option}");
                }
            }
            while (TrySymbol(","));
            ExpectSymbol(")");
        }

        return new StageTable(stage, format, pattern, TryParseTableAlias()) { Position = position };
    }

    private TableAlias? TryParseTableAlias()
    {
        var position = Position;
        if (TryParseAlias() is not { } name)
        {
            return null;
        }

        return new TableAlias(name, IsSymbol("(") ? ParseNameList() : []) { Position = position };
    }
}
