using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    /// <summary>BEGIN alone, BEGIN TRANSACTION and BEGIN WORK open a transaction; anything else behind BEGIN makes it a block.</summary>
    private Statement ParseBegin()
    {
        if (Ahead(1) is { Kind: TokenKind.End } || Ahead(1).IsSymbol(";") || Ahead(1) is { Kind: TokenKind.Word, Text: "TRANSACTION" or "WORK" or "NAME" })
        {
            return ParseStartTransaction();
        }

        return ParseBlock();
    }

    private BeginTransactionStatement ParseStartTransaction()
    {
        if (Next().Text == "START")
        {
            ExpectWord("TRANSACTION");
        }
        else
        {
            _ = TryWord("TRANSACTION") || TryWord("WORK");
        }

        return new BeginTransactionStatement(TryWord("NAME") ? ParseIdentifier() : null);
    }

    private Statement ParseEndTransaction()
    {
        var commit = Next().Text == "COMMIT";
        TryWord("WORK");
        return commit ? new CommitStatement() : new RollbackStatement();
    }

    private BlockStatement ParseBlock()
    {
        var declarations = new List<Declaration>();
        if (TryWord("DECLARE"))
        {
            while (!IsWord("BEGIN"))
            {
                declarations.Add(ParseDeclaration());
                ExpectSymbol(";");
            }
        }

        ExpectWord("BEGIN");
        var body = ParseBody();
        var handlers = new List<ExceptionHandler>();
        if (TryWord("EXCEPTION"))
        {
            do
            {
                handlers.Add(ParseHandler());
            }
            while (IsWord("WHEN"));
        }

        ExpectWord("END");
        return new BlockStatement([.. declarations], body, [.. handlers]);
    }

    /// <summary>Statements, each with its semicolon, up to a word that ends the body.</summary>
    private NodeList<Statement> ParseBody()
    {
        var statements = new List<Statement>();
        while (!(Here is { Kind: TokenKind.Word, Text: "END" or "EXCEPTION" or "ELSE" or "ELSEIF" or "WHEN" }))
        {
            if (TrySymbol(";"))
            {
                continue;
            }

            statements.Add(ParseStatement());
            ExpectSymbol(";");
        }

        return statements.Count > 0 ? [.. statements] : throw Unexpected("a statement");
    }

    private Declaration ParseDeclaration()
    {
        var position = Position;
        var name = ParseIdentifier();
        RefuseWord("CURSOR", "cursors");
        RefuseWord("RESULTSET", "result sets");
        RefuseWord("PROCEDURE", "nested procedures");
        if (TryWord("EXCEPTION"))
        {
            return ParseExceptionDeclaration(name, position);
        }

        var type = IsTypeName() ? ParseType() : null;
        var value = TryWord("DEFAULT") || TrySymbol(":=") ? ParseExpression() : null;
        return type is null && value is null
            ? throw Unexpected("a type or a value")
            : new VariableDeclaration(name, type, value) { Position = position };
    }

    private ExceptionDeclaration ParseExceptionDeclaration(string name, TextPosition position)
    {
        if (!TrySymbol("("))
        {
            return new ExceptionDeclaration(name, null, null) { Position = position };
        }

        var number = int.TryParse(ParseSignedNumber(), out var parsed) ? parsed : throw Unexpected("an exception's number");
        ExpectSymbol(",");
        var message = ParseString();
        ExpectSymbol(")");
        return new ExceptionDeclaration(name, number, message) { Position = position };
    }

    private ExceptionHandler ParseHandler()
    {
        var position = Position;
        ExpectWord("WHEN");
        var names = new List<string> { ParseIdentifier() };
        while (TryWord("OR"))
        {
            names.Add(ParseIdentifier());
        }

        RefuseWord("CONTINUE", "CONTINUE handlers");
        TryWord("EXIT");
        ExpectWord("THEN");
        return new ExceptionHandler([.. names], ParseBody()) { Position = position };
    }

    private LetStatement ParseLet()
    {
        ExpectWord("LET");
        var name = ParseIdentifier();
        RefuseWord("CURSOR", "cursors");
        RefuseWord("RESULTSET", "result sets");
        var type = IsTypeName() ? ParseType() : null;
        if (!TryWord("DEFAULT"))
        {
            ExpectSymbol(":=");
        }

        return new LetStatement(name, type, ParseExpression());
    }

    private IfStatement ParseIf()
    {
        ExpectWord("IF");
        var branches = new List<ConditionalBranch> { ParseBranch() };
        while (TryWord("ELSEIF"))
        {
            branches.Add(ParseBranch());
        }

        var otherwise = TryWord("ELSE") ? ParseBody() : [];
        ExpectWords("END", "IF");
        return new IfStatement([.. branches], otherwise);
    }

    /// <summary>condition THEN body.</summary>
    private ConditionalBranch ParseBranch()
    {
        var position = Position;
        var condition = ParseExpression();
        ExpectWord("THEN");
        return new ConditionalBranch(condition, ParseBody()) { Position = position };
    }

    private CaseStatement ParseCaseStatement()
    {
        ExpectWord("CASE");
        var operand = IsWord("WHEN") ? null : ParseExpression();
        var branches = new List<ConditionalBranch>();
        do
        {
            ExpectWord("WHEN");
            branches.Add(ParseBranch());
        }
        while (IsWord("WHEN"));

        var otherwise = TryWord("ELSE") ? ParseBody() : [];
        ExpectWord("END");
        TryWord("CASE");
        return new CaseStatement(operand, [.. branches], otherwise);
    }

    private ReturnStatement ParseReturn()
    {
        ExpectWord("RETURN");
        if (IsWord("TABLE") && Ahead(1).IsSymbol("("))
        {
            throw NotEmulated("RETURN TABLE");
        }

        return new ReturnStatement(IsSymbol(";") || Here.Kind == TokenKind.End ? null : ParseExpression());
    }

    private RaiseStatement ParseRaise()
    {
        ExpectWord("RAISE");
        return new RaiseStatement(Here.IsName ? ParseIdentifier() : null);
    }

    private NullStatement ParseNull()
    {
        ExpectWord("NULL");
        return new NullStatement();
    }
}
