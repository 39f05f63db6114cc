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

        if (TryWord("UNSET"))
        {
            return new UnsetAction([.. ParseList(ParseIdentifier)]);
        }

        if (TryWord("SET"))
        {
            RefuseWord("TAG", "tags");
            var set = ParseProperties($"ALTER {ObjectKindName(kind)} SET", PropertiesOf(kind));
            return set.Items.Count > 0 ? new SetAction(set) : throw Unexpected("a property");
        }

        throw Here.Kind == TokenKind.Word ? NotEmulated($"ALTER {ObjectKindName(kind)} … {Here.Text}") : Unexpected("an action");
    }

    private static IReadOnlySet<string> PropertiesOf(ObjectKind kind) => kind switch
    {
        ObjectKind.Database or ObjectKind.Schema => KnownProperties.Database,
        ObjectKind.Table => KnownProperties.Table,
        ObjectKind.View => KnownProperties.View,
        ObjectKind.FileFormat => KnownProperties.FileFormat,
        ObjectKind.Stage => KnownProperties.Stage,
        ObjectKind.Pipe => KnownProperties.Pipe,
        ObjectKind.Stream => KnownProperties.Stream,
        ObjectKind.Task => KnownProperties.Task,
        _ => KnownProperties.Warehouse,
    };

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
            TryWords("IF", "SUSPENDED");
            return new ResumeAction();
        }

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
