using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    /// <summary>Statements that Snowflake has and that stay refused, by their first word.</summary>
    private static readonly string[] RefusedStatements =
        ["PUT", "GET", "LIST", "LS", "REMOVE", "RM", "EXPLAIN", "WHILE", "LOOP", "REPEAT", "FOR", "OPEN", "CLOSE", "AWAIT", "CANCEL", "ANALYZE"];

    /// <summary>One statement, its text with it; the semicolon stays.</summary>
    private Statement ParseStatement()
    {
        GuardDepth();
        var start = Here;
        var statement = ParseBareStatement();
        if (IsSymbol("->>"))
        {
            statement = ParseFlow(statement with { Position = start.Position, Text = TextBetween(start.Start, _at) });
        }

        return statement with { Position = start.Position, Text = TextBetween(start.Start, _at) };
    }

    private FlowStatement ParseFlow(Statement first)
    {
        var steps = new List<Statement> { first };
        while (TrySymbol("->>"))
        {
            var start = Here;
            steps.Add(ParseBareStatement() with { Position = start.Position, Text = TextBetween(start.Start, _at) });
        }

        return new FlowStatement([.. steps]);
    }

    private Statement ParseBareStatement()
    {
        if (IsSymbol("("))
        {
            return new QueryStatement(ParseQuery());
        }

        if (Here.Kind != TokenKind.Word)
        {
            throw Unexpected("a statement");
        }

        if (Ahead(1).IsSymbol(":="))
        {
            var name = ParseIdentifier();
            _at++;
            return new AssignStatement(name, ParseExpression());
        }

        return Here.Text switch
        {
            "SELECT" or "WITH" or "VALUES" => new QueryStatement(ParseQuery()),
            "CREATE" => ParseCreate(),
            "ALTER" => ParseAlter(),
            "DROP" => ParseDrop(),
            "UNDROP" => ParseUndrop(),
            "INSERT" => ParseInsert(),
            "UPDATE" => ParseUpdate(),
            "DELETE" => ParseDelete(),
            "MERGE" => ParseMerge(),
            "TRUNCATE" => ParseTruncate(),
            "COPY" => ParseCopy(),
            "DECLARE" => ParseBlock(),
            "BEGIN" => ParseBegin(),
            "START" => ParseStartTransaction(),
            "COMMIT" or "ROLLBACK" => ParseEndTransaction(),
            "USE" => ParseUse(),
            "SET" => ParseSet(),
            "UNSET" => ParseUnset(),
            "SHOW" => ParseShow(),
            "DESCRIBE" or "DESC" => ParseDescribe(),
            "COMMENT" => ParseComment(),
            "GRANT" => ParseGrant(isRevoke: false),
            "REVOKE" => ParseGrant(isRevoke: true),
            "EXECUTE" => ParseExecute(),
            "CALL" => ParseCallStatement(),
            "LET" => ParseLet(),
            "IF" => ParseIf(),
            "CASE" => ParseCaseStatement(),
            "RETURN" => ParseReturn(),
            "RAISE" => ParseRaise(),
            "NULL" => ParseNull(),
            var word when Array.IndexOf(RefusedStatements, word) >= 0 => throw NotEmulated(word),
            _ => throw Unexpected("a statement"),
        };
    }
}
