using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    private InsertStatement ParseInsert()
    {
        ExpectWord("INSERT");
        var overwrite = TryWord("OVERWRITE");
        if (IsWord("ALL") || IsWord("FIRST"))
        {
            throw NotEmulated($"INSERT {Here.Text} (multi-table insert)");
        }

        ExpectWord("INTO");
        var target = ParseObjectName();
        var columns = IsSymbol("(") && !IsQueryStart() ? ParseNameList() : [];
        return new InsertStatement(target, columns, ParseQuery(), overwrite);
    }

    private UpdateStatement ParseUpdate()
    {
        ExpectWord("UPDATE");
        var target = ParseTarget();
        ExpectWord("SET");
        var assignments = ParseList(ParseAssignment);
        NodeList<TableSource> from = [];
        if (TryWord("FROM"))
        {
            from = [.. ParseList(ParseTableSource)];
        }

        return new UpdateStatement(target, [.. assignments], from, TryWord("WHERE") ? ParseExpression() : null);
    }

    private DeleteStatement ParseDelete()
    {
        ExpectWords("DELETE", "FROM");
        var target = ParseTarget();
        NodeList<TableSource> source = [];
        if (TryWord("USING"))
        {
            source = [.. ParseList(ParseTableSource)];
        }

        return new DeleteStatement(target, source, TryWord("WHERE") ? ParseExpression() : null);
    }

    private NamedTable ParseTarget()
    {
        var position = Position;
        var name = ParseObjectName();
        var aliasPosition = Position;
        string? alias = null;
        if (TryWord("AS"))
        {
            alias = ParseIdentifier();
        }
        else if (Here.Kind == TokenKind.QuotedName || (Here.Kind == TokenKind.Word && ReservedWords.IsAlias(Here.Text)))
        {
            alias = Next().Text;
        }

        return new NamedTable(name, alias is null ? null : new TableAlias(alias, []) { Position = aliasPosition }) { Position = position };
    }

    /// <summary>[alias.]column = value | DEFAULT.</summary>
    private Assignment ParseAssignment()
    {
        var position = Position;
        var names = new List<string> { ParseIdentifier() };
        while (TrySymbol("."))
        {
            names.Add(ParseAnyName());
        }

        ExpectSymbol("=");
        var valuePosition = Position;
        return new Assignment(names[^1], TryWord("DEFAULT") ? new DefaultExpression { Position = valuePosition } : ParseExpression()) { Position = position, Qualifier = [.. names.SkipLast(1)] };
    }

    private TruncateStatement ParseTruncate()
    {
        ExpectWord("TRUNCATE");
        RefuseWord("MATERIALIZED", "materialized views");
        TryWord("TABLE");
        var ifExists = TryIfExists();
        return new TruncateStatement(ParseObjectName(), ifExists);
    }
}
