using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

/// <summary>Stored procedures in Snowflake Scripting.</summary>
internal sealed partial class Parser
{
    private CreateProcedureStatement ParseCreateProcedure(CreateMode mode)
    {
        _at++;
        var name = ParseObjectName();
        var arguments = ParseSignature(ParseProcedureArgument);
        if (TryWords("COPY", "GRANTS"))
        {
            throw NotEmulated("COPY GRANTS");
        }

        ExpectWord("RETURNS");
        RefuseWord("TABLE", "procedures that return tables");
        var returns = ParseType();
        var notNull = TryWords("NOT", "NULL");
        var start = Position;
        var properties = new List<Property>();
        var asCaller = false;
        while (!TryWord("AS"))
        {
            if (TryWord("LANGUAGE"))
            {
                if (!TryWord("SQL"))
                {
                    throw NotEmulated($"procedures in {Excerpt(Here).ToUpperInvariant()}");
                }
            }
            else if (TryWords("EXECUTE", "AS"))
            {
                asCaller = TryWord("CALLER") ? true : throw Missing($"EXECUTE AS {Here.Text} of procedures", "'CALLER'");
            }
            else if (Here.Kind == TokenKind.Word && Ahead(1).IsSymbol("="))
            {
                properties.Add(ParseProperty("CREATE PROCEDURE", KnownProperties.Of(ObjectKind.Procedure)));
            }
            else
            {
                throw Missing($"{Here.Text} of procedures", "'AS'");
            }
        }

        // Whoever calls it here is the owner of everything, or may only read and change rows: who made it would make a difference then.
        return !asCaller
            ? throw new NotEmulatedException("procedures with their owner's rights", start, "Write EXECUTE AS CALLER.")
            : new CreateProcedureStatement(mode, name, arguments, returns, Checked(properties, start), ParseProcedureBody()) { ReturnsNotNull = notNull };
    }

    /// <summary>Items between parentheses, or none.</summary>
    private NodeList<T> ParseSignature<T>(Func<T> item)
    {
        ExpectSymbol("(");
        NodeList<T> items = IsSymbol(")") ? [] : [.. ParseList(item)];
        ExpectSymbol(")");
        return items;
    }

    private ColumnDefinition ParseProcedureArgument()
    {
        var position = Position;
        var name = ParseIdentifier();
        if ((IsWord("OUT") || IsWord("OUTPUT")) && Ahead(1).Kind == TokenKind.Word)
        {
            throw NotEmulated("output arguments");
        }

        _ = Ahead(1).Kind == TokenKind.Word && (TryWord("IN") || TryWord("INPUT"));
        var argument = new ColumnDefinition(name, ParseType()) { Position = position };
        RefuseWord("DEFAULT", "default values of arguments");
        return argument;
    }

    /// <summary>A block, as it is or between $$ or quotes.</summary>
    private BlockStatement ParseProcedureBody()
    {
        var position = Position;
        var statement = Here.Kind == TokenKind.String ? new Parser(Next().Text).ParseScript() is [var only] ? only : throw SnowflakeException.Syntax(position, "a procedure's body is one block") : ParseStatement();
        return statement as BlockStatement ?? throw new NotEmulatedException("a procedure's body that is no block", position);
    }

    private CallStatement ParseCallStatement()
    {
        ExpectWord("CALL");
        var name = ParseObjectName();
        if (TrySymbol("!"))
        {
            return new CallStatement(name, []) with { Method = ParseIdentifier(), Arguments = ParseSignature(ParseArgument) };
        }

        var call = new CallStatement(name, ParseSignature(ParseArgument));
        if (!TryWord("INTO"))
        {
            return call;
        }

        TrySymbol(":");
        return call with { Into = ParseIdentifier() };
    }
}
