using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    private ObjectKind ParseObjectKind(string statement)
    {
        if (TryWords("FILE", "FORMAT"))
        {
            return ObjectKind.FileFormat;
        }

        ObjectKind? kind = Here.Kind != TokenKind.Word ? null : Here.Text switch
        {
            "DATABASE" => ObjectKind.Database,
            "SCHEMA" => ObjectKind.Schema,
            "TABLE" => ObjectKind.Table,
            "VIEW" => ObjectKind.View,
            "STAGE" => ObjectKind.Stage,
            "PIPE" => ObjectKind.Pipe,
            "STREAM" => ObjectKind.Stream,
            "TASK" => ObjectKind.Task,
            "WAREHOUSE" => ObjectKind.Warehouse,
            var other => throw NotEmulated($"{statement} {other}"),
        };
        _at++;
        return kind ?? throw SnowflakeException.Syntax(Ahead(-1).Position, $"unexpected '{Excerpt(Ahead(-1))}' where an object's kind should stand");
    }

    private DropStatement ParseDrop()
    {
        ExpectWord("DROP");
        var kind = ParseObjectKind("DROP");
        var ifExists = TryIfExists();
        var name = ParseObjectName();
        var cascade = TryWord("CASCADE");
        if (!cascade)
        {
            TryWord("RESTRICT");
        }

        return new DropStatement(kind, name, ifExists, cascade);
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
        return new DescribeStatement(kind, ParseObjectName());
    }

    private CommentStatement ParseComment()
    {
        ExpectWord("COMMENT");
        var ifExists = TryIfExists();
        ExpectWord("ON");
        var kind = IsWord("COLUMN") ? Next().Text : ObjectKindName(ParseObjectKind("COMMENT ON"));
        var position = Position;
        var parts = new List<string> { ParseIdentifier() };
        while (TrySymbol("."))
        {
            parts.Add(ParseAnyName());
        }

        ExpectWord("IS");
        return new CommentStatement(kind, new ObjectName([.. parts]) { Position = position }, ifExists, ParseString());
    }

    private static string ObjectKindName(ObjectKind kind) => kind == ObjectKind.FileFormat ? "FILE FORMAT" : kind.ToString().ToUpperInvariant();
}
