using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Execution.Security;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>Masking and row access policies, and their places on tables and views.</summary>
internal static class PolicyDefinition
{
    public static StatementResult Create(CreatePolicyStatement statement, DdlContext context)
    {
        var isMasking = statement.Kind == ObjectKind.MaskingPolicy;
        var key = context.NewKey(Spaces.Of(statement.Kind), statement.Name);
        var policy = new PolicyObject
        {
            Name = key.Name,
            Database = key.Database,
            Schema = key.Schema,
            IsMasking = isMasking,
            Comment = statement.Properties.Text("COMMENT"),
            Arguments = [.. statement.Arguments.Select(argument => new TableColumn(argument.Name, argument.Type!, NotNull: false))],
            Returns = statement.Returns,
            Body = statement.BodyText.ToString(),
        };
        if (isMasking ? policy.Returns.Kind != policy.Arguments[0].Type.Kind : policy.Returns.Kind != TypeKind.Boolean)
        {
            throw SnowflakeException.Compilation(statement.Position, isMasking ? "a masking policy returns the type of its first argument." : "a row access policy returns BOOLEAN.");
        }

        PolicyRelation.Check(policy, context.Scope, statement.Body.Position);

        // Replacing keeps the policy where it stands, so the signature must stay.
        if (statement.Mode == CreateMode.OrReplace && context.Catalog.Find(key) is PolicyObject replaced && Users(replaced, context.Catalog).FirstOrDefault() is { } user)
        {
            if (!replaced.Arguments.Select(argument => argument.Type).SequenceEqual(policy.Arguments.Select(argument => argument.Type)))
            {
                throw SnowflakeException.Compilation(statement.Position, $"the signature of policy {key} cannot be changed while it is on {user.Key}.");
            }

            context.Write.Put(policy with { Id = replaced.Id, CreatedOn = context.Now });
            return StatementResult.Status($"{ObjectKindWords.Title(statement.Kind)} {key.Name} successfully created.");
        }

        return context.Create(statement.Mode, statement.Kind, key, () => policy);
    }

    public static void Alter(AlterStatement statement, PolicyObject policy, DdlContext context)
    {
        switch (statement.Action)
        {
            case SetPolicyBodyAction body:
                var changed = policy with { Body = body.BodyText.ToString() };
                PolicyRelation.Check(changed, context.Scope, body.Position);
                context.Write.Put(changed);
                break;
            case RenameAction rename:
                context.Rename(policy, rename);
                break;
            default:
                Alteration.AlterComment(statement, policy, context);
                break;
        }
    }

    /// <summary>A row access policy with the columns that it is put on, checked.</summary>
    public static RowPolicy? Row(AddRowPolicyAction? action, IReadOnlyList<TableColumn> columns, DdlContext context)
    {
        if (action is null)
        {
            return null;
        }

        var policy = context.Existing<PolicyObject>(NameSpaceKind.RowAccessPolicy, action.Policy, "Row access policy")!;
        return new RowPolicy(policy.Id, Arguments(policy, action.Columns, columns, action.Position));
    }

    /// <summary>A masking policy with the columns that it reads, checked.</summary>
    public static ColumnMask? Mask(MaskColumnAction? action, IReadOnlyList<TableColumn> columns, DdlContext context)
    {
        if (action?.Policy is null)
        {
            return null;
        }

        var policy = context.Existing<PolicyObject>(NameSpaceKind.MaskingPolicy, action.Policy, "Masking policy")!;
        NodeList<string> names = action.Using.Count > 0 ? action.Using : [action.Column];
        return names[0] == action.Column
            ? new ColumnMask(policy.Id, Arguments(policy, names, columns, action.Position))
            : throw SnowflakeException.Compilation(action.Position, $"USING of a masking policy begins with the masked column {action.Column}.");
    }

    public static TableObject Masked(TableObject table, MaskColumnAction action, DdlContext context)
    {
        var column = table.Column(action.Column) ?? throw SnowflakeException.InvalidIdentifier(action.Position, action.Column);
        if (action.Policy is not null && column.Mask is not null && !action.Force)
        {
            throw SnowflakeException.Compilation(action.Position, $"column {column.Name} has a masking policy: UNSET it, or say FORCE.");
        }

        var masked = column with { Mask = Mask(action, table.Columns, context) };
        return table with { Columns = [.. table.Columns.Select(other => ReferenceEquals(other, column) ? masked : other)] };
    }

    /// <summary>The policy that stands after adding or dropping one; a table or view has one at most.</summary>
    public static RowPolicy? Changed(RowPolicy? known, AlterAction action, IReadOnlyList<TableColumn> columns, CatalogObject on, DdlContext context)
    {
        if (action is AddRowPolicyAction add)
        {
            return known is null ? Row(add, columns, context) : throw SnowflakeException.Compilation(add.Position, $"{on.Key} has a row access policy: drop it first.");
        }

        var drop = (DropRowPolicyAction)action;
        if (drop.Policy is not null && context.Existing<PolicyObject>(NameSpaceKind.RowAccessPolicy, drop.Policy, "Row access policy")!.Id != known?.PolicyId)
        {
            throw SnowflakeException.Compilation(drop.Position, $"row access policy {drop.Policy} is not on {on.Key}.");
        }

        return null;
    }

    /// <summary>A policy that stands on something cannot be dropped.</summary>
    public static void RequireUnused(PolicyObject policy, DdlContext context)
    {
        if (Users(policy, context.Catalog).FirstOrDefault() is { } user)
        {
            throw SnowflakeException.Compilation(default, $"policy {policy.Key} cannot be dropped: it is on {user.Key}.");
        }
    }

    public static IEnumerable<SchemaScopedObject> Users(PolicyObject policy, CatalogSnapshot catalog) => catalog.OfType<SchemaScopedObject>().Where(item => item switch
    {
        TableObject table => table.RowPolicy?.PolicyId == policy.Id || table.Columns.Any(column => column.Mask?.PolicyId == policy.Id),
        ViewObject view => view.RowPolicy?.PolicyId == policy.Id,
        _ => false,
    });

    private static List<string> Arguments(PolicyObject policy, NodeList<string> names, IReadOnlyList<TableColumn> columns, TextPosition position)
    {
        if (names.Count != policy.Arguments.Count)
        {
            throw SnowflakeException.Compilation(position, $"policy {policy.Key} takes {policy.Arguments.Count} columns, {names.Count} are given.");
        }

        foreach (var (name, argument) in names.Zip(policy.Arguments))
        {
            var column = columns.FirstOrDefault(column => column.Name == name) ?? throw SnowflakeException.InvalidIdentifier(position, name);
            if (column.Type.Kind != argument.Type.Kind)
            {
                throw SnowflakeException.Compilation(position, $"column {name} is {column.Type}, argument {argument.Name} of policy {policy.Key} is {argument.Type}.");
            }
        }

        return [.. names];
    }
}
