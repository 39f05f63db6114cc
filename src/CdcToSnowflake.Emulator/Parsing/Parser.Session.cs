using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    private Statement ParseUse()
    {
        ExpectWord("USE");
        if (TryWords("SECONDARY", "ROLES"))
        {
            return TryWord("ALL") ? new UseSecondaryRolesStatement(null) : new UseSecondaryRolesStatement(TryWord("NONE") ? [] : [.. ParseList(ParseObjectName)]);
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
}
