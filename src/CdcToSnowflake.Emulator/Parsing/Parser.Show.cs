using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    // What SHOW lists beside the kinds of objects.
    private static readonly string[] ShownBeside = ["COLUMNS", "PARAMETERS", "OBJECTS", "VARIABLES", "PRIMARY KEYS"];

    private Statement ParseShow()
    {
        ExpectWord("SHOW");
        if (IsWord("GRANTS") || AreWords("FUTURE", "GRANTS"))
        {
            return ParseShowGrants();
        }

        var terse = TryWord("TERSE");
        var show = new ShowStatement(ParseShown()) { Terse = terse };
        if (show.What == ObjectKindWords.Plural(ObjectKind.Budget))
        {
            TryWord("INSTANCES");
        }

        RefuseWord("HISTORY", "SHOW … HISTORY");
        if (TryWord("LIKE"))
        {
            show = show with { Like = ParseString() };
        }

        // "SHOW ROW ACCESS POLICIES": LIMIT comes before IN.
        if (show.What == "ROW ACCESS POLICIES")
        {
            show = ParseShowLimit(show);
        }

        if (TryWord("IN"))
        {
            show = ParseShowScope(show);
        }

        if (TryWords("STARTS", "WITH"))
        {
            show = show with { StartsWith = ParseString() };
        }

        if (show.What == "TASKS" && TryWords("ROOT", "ONLY"))
        {
            show = show with { RootOnly = true };
        }

        // "SHOW TAGS" knows no LIMIT.
        if (show.What is not ("ROW ACCESS POLICIES" or "TAGS"))
        {
            show = ParseShowLimit(show);
        }

        if (AreWords("WITH", "PRIVILEGES"))
        {
            throw NotEmulated("SHOW … WITH PRIVILEGES");
        }

        return show;
    }

    private ShowStatement ParseShowLimit(ShowStatement show) => TryWord("LIMIT") ? show with { Limit = ParseInteger(), From = TryWord("FROM") ? ParseString() : null } : show;

    private string ParseShown()
    {
        foreach (var words in ShownBeside)
        {
            if (TryWords(words.Split(' ')))
            {
                return words;
            }
        }

        return TryObjectKind(ObjectKindWords.Plural) is { } kind ? ObjectKindWords.Plural(kind) : throw Missing($"SHOW {Excerpt(Here).ToUpperInvariant()}", "what to show");
    }

    private ShowStatement ParseShowScope(ShowStatement show)
    {
        if (TryWord("ACCOUNT"))
        {
            return show with { InKind = "ACCOUNT" };
        }

        var isKind = Here is { Kind: TokenKind.Word, Text: "DATABASE" or "SCHEMA" or "TABLE" or "VIEW" or "SESSION" or "WAREHOUSE" or "TASK" };

        // A bare name is a table of COLUMNS and PRIMARY KEYS, a database of SCHEMAS, else a schema.
        var kind = isKind ? Next().Text : show.What switch
        {
            "COLUMNS" or "PRIMARY KEYS" => "TABLE",
            "SCHEMAS" => "DATABASE",
            _ => "SCHEMA",
        };
        return show with { InKind = kind, InName = Here.IsName && !AreWords("STARTS", "WITH") && !IsWord("LIMIT") ? ParseObjectName() : null };
    }
}
