using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    private UseStatement ParseUse()
    {
        ExpectWord("USE");
        if (TryWords("SECONDARY", "ROLES"))
        {
            var position = Position;
            return new UseStatement("SECONDARY ROLES", new ObjectName([ParseAnyName()]) { Position = position });
        }

        var kind = Here is { Kind: TokenKind.Word, Text: "DATABASE" or "SCHEMA" or "WAREHOUSE" or "ROLE" } && !Ahead(1).IsSymbol(".") && Ahead(1).IsName
            ? Next().Text
            : string.Empty;
        return new UseStatement(kind, ParseObjectName());
    }

    private SetVariableStatement ParseSet()
    {
        ExpectWord("SET");
        if (!IsSymbol("("))
        {
            var name = ParseIdentifier();
            ExpectSymbol("=");
            return new SetVariableStatement([name], [ParseExpression()]);
        }

        var names = ParseNameList();
        ExpectSymbol("=");
        var position = Position;
        var values = ParseParenthesized(ParseExpression);
        return values.Count == names.Count
            ? new SetVariableStatement(names, values)
            : throw SnowflakeException.Compilation(position, $"{names.Count} variables, but {values.Count} values.");
    }

    private UnsetVariableStatement ParseUnset()
    {
        ExpectWord("UNSET");
        return new UnsetVariableStatement(IsSymbol("(") ? ParseNameList() : [ParseIdentifier()]);
    }

    private static readonly string[] Shown =
        ["DATABASES", "SCHEMAS", "TABLES", "VIEWS", "STREAMS", "TASKS", "PIPES", "STAGES", "WAREHOUSES", "COLUMNS", "PARAMETERS", "OBJECTS", "VARIABLES"];

    private ShowStatement ParseShow()
    {
        ExpectWord("SHOW");
        var terse = TryWord("TERSE");
        var show = new ShowStatement(ParseShown()) { Terse = terse };
        if (TryWord("HISTORY"))
        {
            throw NotEmulated("SHOW … HISTORY");
        }

        if (TryWord("LIKE"))
        {
            show = show with { Like = ParseString() };
        }

        if (TryWord("IN"))
        {
            show = ParseShowScope(show);
        }

        if (TryWords("STARTS", "WITH"))
        {
            show = show with { StartsWith = ParseString() };
        }

        if (TryWord("LIMIT"))
        {
            show = show with { Limit = ParseInteger() };
            RefuseWord("FROM", "SHOW … LIMIT … FROM");
        }

        return show;
    }

    private string ParseShown()
    {
        if (TryWords("FILE", "FORMATS"))
        {
            return "FILE FORMATS";
        }

        if (TryWords("PRIMARY", "KEYS"))
        {
            return "PRIMARY KEYS";
        }

        if (Here.Kind != TokenKind.Word)
        {
            throw Unexpected("what to show");
        }

        return Array.IndexOf(Shown, Here.Text) >= 0 ? Next().Text : throw NotEmulated($"SHOW {Here.Text}");
    }

    private ShowStatement ParseShowScope(ShowStatement show)
    {
        if (TryWord("ACCOUNT"))
        {
            return show with { InKind = "ACCOUNT" };
        }

        var kind = Here is { Kind: TokenKind.Word, Text: "DATABASE" or "SCHEMA" or "TABLE" or "VIEW" or "SESSION" } ? Next().Text : "SCHEMA";
        return show with { InKind = kind, InName = Here.IsName && !AreWords("STARTS", "WITH") && !IsWord("LIMIT") ? ParseObjectName() : null };
    }

    private Statement ParseExecute()
    {
        ExpectWord("EXECUTE");
        if (TryWord("TASK"))
        {
            return ParseExecuteTask();
        }

        if (!TryWord("IMMEDIATE"))
        {
            throw NotEmulated($"EXECUTE {Excerpt(Here).ToUpperInvariant()}");
        }

        RefuseWord("FROM", "EXECUTE IMMEDIATE FROM a file");
        var code = ParseExpression();
        return new ExecuteImmediateStatement(code, TryWord("USING") ? ParseNameList() : []);
    }

    private CallStatement ParseCallStatement()
    {
        ExpectWord("CALL");
        var name = ParseObjectName();
        ExpectSymbol("(");
        NodeList<FunctionArgument> arguments = IsSymbol(")") ? [] : [.. ParseList(ParseArgument)];
        ExpectSymbol(")");
        return new CallStatement(name, arguments);
    }
}
