using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    private CreateSemanticViewStatement ParseCreateSemanticView(CreateMode mode)
    {
        ExpectWords("SEMANTIC", "VIEW");
        mode = ParseIfNotExists(mode);
        var name = ParseObjectName();
        ExpectWord("TABLES");
        var view = new CreateSemanticViewStatement(mode, name, ParseParenthesized(ParseLogicalTable));

        // The order of the clauses is Snowflake's.
        view = TryWord("RELATIONSHIPS") ? view with { Relationships = ParseParenthesized(ParseLogicalRelationship) } : view;
        view = TryWord("FACTS") ? view with { Facts = ParseParenthesized(ParseSemanticExpression) } : view;
        view = TryWord("DIMENSIONS") ? view with { Dimensions = ParseParenthesized(ParseSemanticExpression) } : view;
        view = TryWord("METRICS") ? view with { Metrics = ParseParenthesized(ParseSemanticExpression) } : view;
        view = view with { Comment = TryParseSemanticComment() };
        RefuseWord("MAX_STALENESS", "materializations of semantic views");
        view = TryWord("AI_SQL_GENERATION") ? view with { SqlInstructions = ParseString() } : view;
        view = TryWord("AI_QUESTION_CATEGORIZATION") ? view with { QuestionInstructions = ParseString() } : view;
        RefuseWord("AI_VERIFIED_QUERIES", "verified queries of semantic views");
        RefuseSemanticTags();
        return view with { CopiesGrants = TryWords("COPY", "GRANTS") };
    }

    private LogicalTable ParseLogicalTable()
    {
        var position = Position;
        var alias = Ahead(1).IsWord("AS") ? ParseIdentifier() : null;
        if (alias is not null)
        {
            ExpectWord("AS");
            if (IsSymbol("("))
            {
                throw NotEmulated("a query as a logical table");
            }
        }

        var name = ParseObjectName();
        var table = new LogicalTable(alias ?? name.Name, name) { Position = position };
        table = TryWords("PRIMARY", "KEY") ? table with { PrimaryKey = ParseNameList() } : table;
        var unique = new List<NodeList<string>>();
        while (TryWord("UNIQUE"))
        {
            unique.Add(ParseNameList());
        }

        RefuseWord("CONSTRAINT", "constraints of logical tables");
        return table with { UniqueKeys = [.. unique], Synonyms = ParseSynonyms(), Comment = TryParseSemanticComment() };
    }

    private LogicalRelationship ParseLogicalRelationship()
    {
        var position = Position;
        var name = Ahead(1).IsWord("AS") ? ParseIdentifier() : null;
        if (name is not null)
        {
            ExpectWord("AS");
        }

        var table = ParseIdentifier();
        var columns = ParseNameList();
        ExpectWord("REFERENCES");
        var referenced = ParseIdentifier();
        if (IsSymbol("(") && (Ahead(1).IsWord("ASOF") || Ahead(1).IsWord("BETWEEN")))
        {
            throw NotEmulated("ASOF and range relationships");
        }

        return new LogicalRelationship(name, table, columns, referenced, IsSymbol("(") ? ParseNameList() : []) { Position = position };
    }

    private SemanticExpression ParseSemanticExpression()
    {
        var position = Position;
        var isPrivate = TryWord("PRIVATE");
        _ = isPrivate || TryWord("PUBLIC");
        var first = ParseIdentifier();
        string? table = null;
        if (TrySymbol("."))
        {
            (table, first) = (first, ParseIdentifier());
        }

        RefuseWord("LABELS", "filters of semantic views");
        var links = TryWord("USING") ? ParseNameList() : [];
        RefuseWord("NON", "semi-additive metrics");
        ExpectWord("AS");
        var start = Here;
        var expression = ParseExpression();
        var text = TextBetween(start.Start, _at);
        var semantic = new SemanticExpression(table, first, expression) { Position = position, ExpressionText = new SourceSlice(text), IsPrivate = isPrivate, Using = links, Synonyms = ParseSynonyms() };
        RefuseSemanticTags();
        semantic = semantic with { Comment = TryParseSemanticComment() };
        return AreWords("WITH", "CORTEX") ? throw NotEmulated("Cortex Search services of dimensions") : semantic;
    }

    private NodeList<string> ParseSynonyms()
    {
        if (!TryWords("WITH", "SYNONYMS"))
        {
            return [];
        }

        TrySymbol("=");
        return ParseParenthesized(ParseString);
    }

    private string? TryParseSemanticComment()
    {
        if (!TryWord("COMMENT"))
        {
            return null;
        }

        ExpectSymbol("=");
        return ParseString();
    }

    private void RefuseSemanticTags()
    {
        if (TryGoverned("TAG"))
        {
            throw NotEmulated("tags of semantic views");
        }
    }
}
