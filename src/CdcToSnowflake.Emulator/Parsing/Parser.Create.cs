using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    private Statement ParseCreate()
    {
        ExpectWord("CREATE");
        var mode = TryWords("OR", "REPLACE") ? CreateMode.OrReplace : TryWords("OR", "ALTER") ? CreateMode.OrAlter : CreateMode.Create;
        var secure = TryWord("SECURE");
        RefuseWord("RECURSIVE", "recursive views");
        RefuseWord("MATERIALIZED", "materialized views");
        RefuseWord("DYNAMIC", "dynamic tables");
        RefuseWord("EXTERNAL", "external tables and functions");
        RefuseWord("HYBRID", "hybrid tables");
        RefuseWord("EVENT", "event tables");
        RefuseWord("ICEBERG", "Iceberg tables");
        _ = TryWord("LOCAL") || TryWord("GLOBAL");
        var kind = IsWord("TRANSIENT") ? TableKind.Transient
            : IsWord("TEMPORARY") || IsWord("TEMP") || IsWord("VOLATILE") ? TableKind.Temporary
            : TableKind.Permanent;
        _at += kind == TableKind.Permanent ? 0 : 1;
        if (mode == CreateMode.OrAlter && !IsWord("TASK"))
        {
            throw NotEmulated($"CREATE OR ALTER {Excerpt(Here).ToUpperInvariant()}");
        }

        return Here.Text switch
        {
            "TABLE" when Here.Kind == TokenKind.Word => ParseCreateTable(mode, kind),
            "VIEW" when kind != TableKind.Transient => ParseCreateView(mode, secure, kind),
            _ when secure => throw Unexpected("'VIEW'"),
            "DATABASE" or "SCHEMA" => ParseCreateContainer(mode, kind),
            "STAGE" or "FILE" => ParseCreateStaging(mode, kind),
            _ when kind != TableKind.Permanent => throw Unexpected("'TABLE'"),
            "WAREHOUSE" or "ROLE" or "RESOURCE" or "STORAGE" or "NOTIFICATION" or "TAG" => ParseCreateObject(mode),
            "MASKING" or "ROW" => ParseCreatePolicy(mode),
            "SEMANTIC" => ParseCreateSemanticView(mode),
            "PIPE" => ParseCreatePipe(mode),
            "STREAM" => ParseCreateStream(mode),
            "TASK" => ParseCreateTask(mode),
            "PROCEDURE" => ParseCreateProcedure(mode),
            "SNOWFLAKE" => ParseCreateBudget(mode),
            _ when Here.Kind == TokenKind.Word => throw NotEmulated($"CREATE {Here.Text}"),
            _ => throw Unexpected("an object's kind"),
        };
    }

    private CreateMode ParseIfNotExists(CreateMode mode)
    {
        var position = Position;
        if (!TryWords("IF", "NOT", "EXISTS"))
        {
            return mode;
        }

        return mode == CreateMode.Create
            ? CreateMode.IfNotExists
            : throw SnowflakeException.Syntax(position, "OR REPLACE and IF NOT EXISTS exclude each other");
    }

    private CreateObjectStatement ParseCreateContainer(CreateMode mode, TableKind kind)
    {
        var what = Here.Text;
        if (kind == TableKind.Temporary)
        {
            throw Unexpected("'TABLE'");
        }

        var create = ParseCreateName(mode);
        RefuseWord("CLONE", $"CREATE {what} … CLONE");
        RefuseWord("FROM", $"CREATE {what} … FROM");
        if (AreWords("WITH", "MANAGED"))
        {
            throw NotEmulated("CREATE SCHEMA … WITH MANAGED ACCESS");
        }

        return ParseCreateProperties(create with { Transient = kind == TableKind.Transient });
    }

    private CreateObjectStatement ParseCreateStaging(CreateMode mode, TableKind kind)
    {
        if (kind != TableKind.Permanent)
        {
            throw NotEmulated(IsWord("STAGE") ? "temporary stages" : "temporary file formats");
        }

        return ParseCreateObject(mode);
    }

    private CreateObjectStatement ParseCreateObject(CreateMode mode)
    {
        var create = ParseCreateName(mode);
        return create.Kind == ObjectKind.Tag ? ParseCreateTag(create) : ParseCreateProperties(create);
    }

    private CreateObjectStatement ParseCreateBudget(CreateMode mode)
    {
        var create = ParseCreateName(mode);
        ExpectSymbol("(");
        ExpectSymbol(")");
        TryWord("WITH");
        return ParseCreateProperties(create);
    }

    private CreateObjectStatement ParseCreateName(CreateMode mode)
    {
        var kind = ParseObjectKind("CREATE");
        mode = ParseIfNotExists(mode);
        return new CreateObjectStatement(mode, kind, ParseObjectName(), PropertyList.Empty);
    }

    private CreateObjectStatement ParseCreateProperties(CreateObjectStatement create)
    {
        if (create.Kind is ObjectKind.Warehouse or ObjectKind.ResourceMonitor && !AreWords("WITH", "TAG"))
        {
            TryWord("WITH");
        }

        var properties = ParseProperties("CREATE " + ObjectKindWords.Of(create.Kind), KnownProperties.Of(create.Kind));
        return create with
        {
            Properties = properties,
            Tags = TryGoverned("TAG") ? ParseTagValues() : [],
            Triggers = create.Kind == ObjectKind.ResourceMonitor ? ParseTriggers() : [],
        };
    }

    private CreateViewStatement ParseCreateView(CreateMode mode, bool secure, TableKind kind)
    {
        if (kind == TableKind.Temporary)
        {
            throw NotEmulated("temporary views");
        }

        _at++;
        mode = ParseIfNotExists(mode);
        var name = ParseObjectName();
        NodeList<ViewColumn> columns = IsSymbol("(") ? ParseParenthesized(ParseViewColumn) : [];
        // The manual's order: policy, tags, grants, comment; but each may stand anywhere here.
        var position = Position;
        AddRowPolicyAction? policy = null;
        NodeList<TagValue> tags = [];
        var properties = new List<Property>();
        var copiesGrants = false;
        while (!IsWord("AS"))
        {
            if (TryWords("COPY", "GRANTS"))
            {
                copiesGrants = true;
            }
            else if (policy is null && TryGoverned("ROW", "ACCESS", "POLICY"))
            {
                policy = ParseRowPolicy();
            }
            else if (tags.Count == 0 && TryGoverned("TAG"))
            {
                tags = ParseTagValues();
            }
            else if (Here.Kind == TokenKind.Word && Ahead(1).IsSymbol("="))
            {
                properties.Add(ParseProperty("CREATE VIEW", KnownProperties.View));
            }
            else
            {
                throw Unexpected("'AS'");
            }
        }

        ExpectWord("AS");
        return new CreateViewStatement(mode, secure, name, columns, Checked(properties, position), ParseQueryStatement()) { RowPolicy = policy, Tags = tags, CopiesGrants = copiesGrants };
    }

    private ViewColumn ParseViewColumn()
    {
        var position = Position;
        var name = ParseIdentifier();
        return new ViewColumn(name, TryWord("COMMENT") ? ParseString() : null) { Position = position };
    }

    /// <summary>A query as a statement of its own, its text with it.</summary>
    private QueryStatement ParseQueryStatement()
    {
        var start = Here;
        var query = ParseQuery();
        return new QueryStatement(query) { Position = start.Position, Text = TextBetween(start.Start, _at) };
    }

    private CreatePipeStatement ParseCreatePipe(CreateMode mode)
    {
        _at++;
        mode = ParseIfNotExists(mode);
        var name = ParseObjectName();
        var properties = ParseProperties("CREATE PIPE", KnownProperties.Pipe);
        ExpectWord("AS");
        var isParenthesized = TrySymbol("(");
        var start = Here;
        var copy = ParseCopy() with { Position = start.Position };
        copy = copy with { Text = TextBetween(start.Start, _at) };
        if (isParenthesized)
        {
            ExpectSymbol(")");
        }

        return new CreatePipeStatement(mode, name, properties, copy);
    }

    private CreateStreamStatement ParseCreateStream(CreateMode mode)
    {
        _at++;
        mode = ParseIfNotExists(mode);
        var name = ParseObjectName();
        RefuseWord("CLONE", "CREATE STREAM … CLONE");
        if (TryWords("COPY", "GRANTS"))
        {
            throw NotEmulated("COPY GRANTS");
        }

        ExpectWord("ON");
        if (!IsWord("TABLE") && !IsWord("VIEW"))
        {
            throw NotEmulated($"streams on {Excerpt(Here).ToUpperInvariant()}");
        }

        var kind = Next().Text == "TABLE" ? StreamSourceKind.Table : StreamSourceKind.View;
        var source = ParseObjectName();
        var at = TryParseAtStream();
        return new CreateStreamStatement(mode, name, kind, source, ParseProperties("CREATE STREAM", KnownProperties.Stream)) { AtStream = at };
    }
}
