using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    private Statement ParseAlter()
    {
        ExpectWord("ALTER");
        if (TryWord("SESSION"))
        {
            return ParseAlterSession();
        }

        if (TryWord("ACCOUNT"))
        {
            return ParseAlterAccount();
        }

        var kind = ParseObjectKind("ALTER");
        var ifExists = TryIfExists();
        var name = ParseObjectName();
        var position = Position;
        var action = kind switch
        {
            ObjectKind.Table => ParseTableAction(),
            ObjectKind.Task => ParseTaskAction(),
            ObjectKind.Pipe => ParsePipeAction(),
            ObjectKind.Warehouse => ParseWarehouseAction(),
            ObjectKind.View => ParseViewAction(),
            ObjectKind.ResourceMonitor => ParseMonitorAction(),
            ObjectKind.Tag => ParseTagAction(),
            ObjectKind.MaskingPolicy or ObjectKind.RowAccessPolicy => ParsePolicyAction(kind),
            _ => ParseCommonAction(kind),
        };
        return new AlterStatement(kind, name, ifExists, action with { Position = position });
    }

    private AlterSessionStatement ParseAlterSession()
    {
        if (TryWord("UNSET"))
        {
            return new AlterSessionStatement(PropertyList.Empty, [.. ParseList(ParseIdentifier)]);
        }

        ExpectWord("SET");
        var set = ParseProperties("ALTER SESSION", KnownProperties.Session);
        return set.Items.Count > 0 ? new AlterSessionStatement(set, []) : throw Unexpected("a parameter");
    }

    private AlterAccountStatement ParseAlterAccount()
    {
        if (TryWord("UNSET"))
        {
            return new AlterAccountStatement(PropertyList.Empty, [.. ParseList(ParseIdentifier)]);
        }

        ExpectWord("SET");
        var set = ParseProperties("ALTER ACCOUNT", KnownProperties.Account);
        return set.Items.Count > 0 ? new AlterAccountStatement(set, []) : throw NotEmulated($"ALTER ACCOUNT SET {Excerpt(Here)}");
    }

    /// <summary>RENAME TO, SET, UNSET, SWAP WITH.</summary>
    private AlterAction ParseCommonAction(ObjectKind kind)
    {
        if (TryWords("RENAME", "TO"))
        {
            return new RenameAction(ParseObjectName());
        }

        if (TryWords("SWAP", "WITH"))
        {
            return new SwapAction(ParseObjectName());
        }

        if (TryTagAction() is { } tags)
        {
            return tags;
        }

        if (TryWord("UNSET"))
        {
            return new UnsetAction([.. ParseList(ParseIdentifier)]);
        }

        if (TryWord("SET"))
        {
            var set = ParseProperties($"ALTER {ObjectKindWords.Of(kind)} SET", KnownProperties.Of(kind));
            return set.Items.Count > 0 ? new SetAction(set) : throw Missing($"ALTER {ObjectKindWords.Of(kind)} SET {Excerpt(Here)}", "a property");
        }

        throw Here.Kind == TokenKind.Word ? NotEmulated($"ALTER {ObjectKindWords.Of(kind)} … {Here.Text}") : Unexpected("an action");
    }

    private AlterAction ParsePipeAction()
    {
        return TryWord("REFRESH")
            ? new RefreshPipeAction(ParseProperties("ALTER PIPE REFRESH", KnownProperties.Refresh))
            : ParseCommonAction(ObjectKind.Pipe);
    }

    private AlterAction ParseWarehouseAction()
    {
        if (TryWord("RESUME"))
        {
            return new ResumeAction(TryWords("IF", "SUSPENDED"));
        }

        RefuseWord("ABORT", "ALTER WAREHOUSE … ABORT ALL QUERIES");
        return TryWord("SUSPEND") ? new SuspendAction() : ParseCommonAction(ObjectKind.Warehouse);
    }

    private AlterAction ParseTaskAction()
    {
        if (TryWord("RESUME"))
        {
            return new ResumeAction();
        }

        if (TryWord("SUSPEND"))
        {
            return new SuspendAction();
        }

        if (TryWords("MODIFY", "AS"))
        {
            return new ModifyTaskBodyAction(ParseTaskBody());
        }

        if (TryWords("MODIFY", "WHEN"))
        {
            var (when, text) = ParseTaskCondition();
            return new ModifyTaskWhenAction(when, text);
        }

        if (TryWords("REMOVE", "WHEN"))
        {
            return new ModifyTaskWhenAction(null, default);
        }

        if (TryWords("ADD", "AFTER"))
        {
            return new AddAfterAction([.. ParseList(ParseTaskName)]);
        }

        return TryWords("REMOVE", "AFTER") ? new RemoveAfterAction([.. ParseList(ParseTaskName)]) : ParseCommonAction(ObjectKind.Task);
    }
}
