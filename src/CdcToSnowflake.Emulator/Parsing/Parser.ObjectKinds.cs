using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    private ObjectKind ParseObjectKind(string statement)
    {
        var position = Position;
        if (TryObjectKind(ObjectKindWords.Of) is { } kind)
        {
            // All others name one procedure by its name and the types of its arguments too.
            return kind != ObjectKind.Procedure || statement is "DROP" or "DESCRIBE" ? kind : throw new NotEmulatedException($"{statement} PROCEDURE", position);
        }

        throw Missing($"{statement} {Here.Text}", "an object's kind");
    }

    /// <summary>A kind by its words in the singular or the plural; null if none stands here.</summary>
    private ObjectKind? TryObjectKind(Func<ObjectKind, string> words)
    {
        if (TryBudgetClass())
        {
            return ObjectKind.Budget;
        }

        foreach (var kind in ObjectKindWords.All)
        {
            if (TryWords(words(kind).Split(' ')))
            {
                return kind;
            }
        }

        return null;
    }

    private bool TryBudgetClass()
    {
        if (!IsWord("SNOWFLAKE") || !Ahead(1).IsSymbol(".") || !Ahead(2).IsWord("CORE") || !Ahead(3).IsSymbol(".") || !Ahead(4).IsWord("BUDGET"))
        {
            return false;
        }

        _at += 5;
        return true;
    }

    private DropStatement ParseDrop()
    {
        ExpectWord("DROP");
        var kind = ParseObjectKind("DROP");
        var ifExists = TryIfExists();
        var name = ParseObjectName();
        if (kind == ObjectKind.Procedure)
        {
            return new DropStatement(kind, name, ifExists) { Arguments = ParseSignature(ParseType) };
        }

        // CASCADE is what is done anyway.
        if (kind is ObjectKind.Database or ObjectKind.Schema or ObjectKind.Table && !TryWord("CASCADE"))
        {
            RefuseWord("RESTRICT", "DROP … RESTRICT");
        }

        return new DropStatement(kind, name, ifExists);
    }

    private UndropStatement ParseUndrop()
    {
        ExpectWord("UNDROP");
        return new UndropStatement(ParseObjectKind("UNDROP"), ParseObjectName());
    }

    private DescribeStatement ParseDescribe()
    {
        _at++;
        RefuseWord("RESULT", "DESCRIBE RESULT");
        var kind = ParseObjectKind("DESCRIBE");
        var describe = new DescribeStatement(kind, ParseObjectName());
        if (kind == ObjectKind.Procedure)
        {
            return describe with { Arguments = ParseSignature(ParseType) };
        }

        RefuseWord("TYPE", "DESCRIBE … TYPE");
        return describe;
    }

    private CommentStatement ParseComment()
    {
        ExpectWord("COMMENT");
        var ifExists = TryIfExists();
        ExpectWord("ON");
        var kind = IsWord("COLUMN") ? Next().Text : ObjectKindWords.Of(ParseObjectKind("COMMENT ON"));
        var position = Position;
        var parts = new List<string> { ParseIdentifier() };
        while (TrySymbol("."))
        {
            parts.Add(ParseAnyName());
        }

        ExpectWord("IS");
        return new CommentStatement(kind, new ObjectName([.. parts]) { Position = position }, ifExists, ParseString());
    }
}
