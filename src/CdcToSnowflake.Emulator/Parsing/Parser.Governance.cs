using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

/// <summary>Tags, policies and resource monitors.</summary>
internal sealed partial class Parser
{
    /// <summary>[WITH] and the words that begin a tag's or a policy's clause.</summary>
    private bool TryGoverned(params ReadOnlySpan<string> words) => TryWords(["WITH", .. words]) || (!Ahead(words.Length).IsSymbol("=") && TryWords(words));

    private NodeList<TagValue> ParseTagValues() => ParseParenthesized(ParseTagValue);

    private TagValue ParseTagValue()
    {
        var position = Position;
        var tag = ParseObjectName();
        ExpectSymbol("=");
        return new TagValue(tag, ParseString()) { Position = position };
    }

    /// <summary>SET TAG t = 'v', … or UNSET TAG t, …; null if neither stands here.</summary>
    private SetTagAction? TryTagAction()
    {
        if (TryWords("UNSET", "TAG"))
        {
            return new SetTagAction([.. ParseList(ParseObjectName)], []);
        }

        if (!TryWords("SET", "TAG"))
        {
            return null;
        }

        var values = ParseList(ParseTagValue);
        return new SetTagAction([.. values.Select(value => value.Tag)], [.. values.Select(value => value.Value)]);
    }

    private MaskColumnAction ParseMask(string column)
    {
        var policy = ParseObjectName();
        return new MaskColumnAction(column, policy, TryWord("USING") ? ParseNameList() : [], TryWord("FORCE"));
    }

    private AddRowPolicyAction ParseRowPolicy()
    {
        var position = Position;
        var policy = ParseObjectName();
        ExpectWord("ON");
        return new AddRowPolicyAction(policy, ParseNameList()) { Position = position };
    }

    /// <summary>ALTER | MODIFY [COLUMN] c SET | UNSET MASKING POLICY | TAG …; null if it is another change of columns.</summary>
    private AlterAction? ParseColumnGovernance()
    {
        var start = _at++;
        TryWord("COLUMN");
        if (Here.IsName && (Ahead(1).IsWord("SET") || Ahead(1).IsWord("UNSET")) && (Ahead(2).IsWord("MASKING") || Ahead(2).IsWord("TAG")))
        {
            var column = ParseIdentifier();
            AlterAction? tags = TryTagAction() is { } found ? found with { Column = column } : null;
            return tags ?? ParseColumnMask(column);
        }

        _at = start;
        return null;
    }

    private MaskColumnAction ParseColumnMask(string column)
    {
        if (TryWords("UNSET", "MASKING", "POLICY"))
        {
            return new MaskColumnAction(column, null, [], Force: false);
        }

        ExpectWords("SET", "MASKING", "POLICY");
        return ParseMask(column);
    }

    private DropRowPolicyAction? TryDropRowPolicy() => TryWords("ALL", "ROW", "ACCESS", "POLICIES") ? new DropRowPolicyAction(null)
        : TryWords("ROW", "ACCESS", "POLICY") ? new DropRowPolicyAction(ParseObjectName())
        : null;

    private AlterAction ParseViewAction()
    {
        if (TryWords("ADD", "ROW", "ACCESS", "POLICY"))
        {
            return ParseRowPolicy();
        }

        if (TryWord("DROP"))
        {
            return TryDropRowPolicy() ?? throw Unexpected("'ROW ACCESS POLICY'");
        }

        if (TryWords("SET", "SECURE") || TryWords("UNSET", "SECURE"))
        {
            return new SecureAction(Ahead(-2).IsWord("SET"));
        }

        return (IsWord("ALTER") || IsWord("MODIFY") ? ParseColumnGovernance() : null) ?? ParseCommonAction(ObjectKind.View);
    }

    private CreatePolicyStatement ParseCreatePolicy(CreateMode mode)
    {
        var kind = ParseObjectKind("CREATE");
        mode = ParseIfNotExists(mode);
        var name = ParseObjectName();
        ExpectWord("AS");
        var arguments = ParseParenthesized(() =>
        {
            var position = Position;
            return new ColumnDefinition(ParseIdentifier(), ParseType()) { Position = position };
        });
        ExpectWord("RETURNS");
        var returns = ParseType();
        var (body, text) = ParsePolicyBody();
        return new CreatePolicyStatement(mode, kind, name, arguments, returns, body, ParseProperties("CREATE " + ObjectKindWords.Of(kind), KnownProperties.Of(kind))) { BodyText = text };
    }

    private (Expression Body, SourceSlice Text) ParsePolicyBody()
    {
        ExpectSymbol("->");
        var start = Here;
        var body = ParseExpression();
        return (body, new SourceSlice(TextBetween(start.Start, _at)));
    }

    private AlterAction ParsePolicyAction(ObjectKind kind)
    {
        if (!TryWords("SET", "BODY"))
        {
            return ParseCommonAction(kind);
        }

        var (body, text) = ParsePolicyBody();
        return new SetPolicyBodyAction(body) { BodyText = text };
    }

    private CreateObjectStatement ParseCreateTag(CreateObjectStatement create)
    {
        var position = Position;
        var properties = new List<Property>();
        if (TryWord("ALLOWED_VALUES"))
        {
            properties.Add(new Property("ALLOWED_VALUES", new ListValue([.. ParseList(ParseString).Select(value => new TextValue(value))])) { Position = position });
        }

        properties.AddRange(ParseProperties("CREATE TAG", KnownProperties.Of(ObjectKind.Tag)).Items);
        return create with { Properties = Checked(properties, position) };
    }

    private AlterAction ParseTagAction()
    {
        if (TryWords("UNSET", "ALLOWED_VALUES"))
        {
            return new AllowedValuesAction([], IsDrop: true);
        }

        if (IsWord("SET") && Ahead(1).IsWord("MASKING"))
        {
            throw NotEmulated("tag-based masking policies");
        }

        if ((IsWord("ADD") || IsWord("DROP")) && Ahead(1).IsWord("ALLOWED_VALUES"))
        {
            var isDrop = Next().Text == "DROP";
            _at++;
            return new AllowedValuesAction([.. ParseList(ParseString)], isDrop);
        }

        return ParseCommonAction(ObjectKind.Tag);
    }

    private AlterAction ParseMonitorAction()
    {
        if (!TryWord("SET"))
        {
            return ParseCommonAction(ObjectKind.ResourceMonitor);
        }

        var properties = ParseProperties("ALTER RESOURCE MONITOR SET", KnownProperties.Monitor);
        var triggers = ParseTriggers();
        return properties.Items.Count > 0 || triggers.Count > 0 ? new SetMonitorAction(properties, triggers) : throw Unexpected("a property");
    }

    /// <summary>TRIGGERS ON n PERCENT DO action …; none if the word does not stand here.</summary>
    private NodeList<MonitorTrigger> ParseTriggers()
    {
        if (!TryWord("TRIGGERS"))
        {
            return [];
        }

        var triggers = new List<MonitorTrigger>();
        do
        {
            var position = Position;
            ExpectWord("ON");
            var percent = ParseInteger();
            ExpectWords("PERCENT", "DO");
            triggers.Add(Here is { Kind: TokenKind.Word, Text: "NOTIFY" or "SUSPEND" or "SUSPEND_IMMEDIATE" }
                ? new MonitorTrigger(percent, Next().Text) { Position = position }
                : throw Unexpected("NOTIFY, SUSPEND or SUSPEND_IMMEDIATE"));
        }
        while (IsWord("ON"));
        return [.. triggers];
    }
}
