using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>CREATE VIEW: the query is checked now and translated again at each use.</summary>
internal static class ViewDefinition
{
    public static StatementResult Create(CreateViewStatement statement, DdlContext context)
    {
        var key = context.NewKey(NameSpaceKind.Table, statement.Name);
        var query = new SqlTranslator(context.Scope).Query(statement.Query.Query);
        if (statement.Columns.Count > 0 && statement.Columns.Count != query.Columns.Count)
        {
            throw SnowflakeException.Compilation(statement.Position, $"the view names {statement.Columns.Count} columns, its query has {query.Columns.Count}.");
        }

        // The types are the query's; the names are the list's, or the query's.
        IReadOnlyList<TableColumn> columns = [.. query.Columns.Select((column, i) => new TableColumn(
            statement.Columns.Count > 0 ? statement.Columns[i].Name : column.Name, column.Type.Kind == TypeKind.Null ? DataType.Varchar : column.Type, NotNull: false)
        {
            Comment = statement.Columns.Count > 0 ? statement.Columns[i].Comment : null,
        })];
        List<GrantObject> grants = statement.CopiesGrants && context.Catalog.Find(key) is { } replaced ? Grants.On(replaced, context) : [];
        return context.Create(
            statement.Mode,
            ObjectKind.View,
            key,
            () => new ViewObject
            {
                Comment = statement.Properties.Text("COMMENT"),
                Definition = statement.Text,
                Columns = columns,
                IsSecure = statement.Secure,
                ChangeTracking = statement.Properties.Boolean("CHANGE_TRACKING") ?? false,
                RowPolicy = PolicyDefinition.Row(statement.RowPolicy, columns, context),
            },
            created =>
            {
                Tagging.Set(created, statement.Tags, context);
                if (statement.CopiesGrants)
                {
                    Grants.Forget(created, context);
                    Grants.Give(grants, created, context);
                }
            });
    }

    public static void Alter(AlterStatement statement, ViewObject view, DdlContext context)
    {
        switch (statement.Action)
        {
            case RenameAction rename:
                context.Rename(view, rename);
                break;
            case AddRowPolicyAction or DropRowPolicyAction:
                context.Write.Put(view with { RowPolicy = PolicyDefinition.Changed(view.RowPolicy, statement.Action, view.Columns, view, context) });
                break;
            case MaskColumnAction:
                throw new NotEmulatedException("masking policies on views", statement.Action.Position);
            case SecureAction secure:
                context.Write.Put(view with { IsSecure = secure.IsSecure });
                break;
            case SetAction set:
                context.Write.Put(view with
                {
                    Comment = set.Properties.Text("COMMENT") ?? view.Comment,
                    ChangeTracking = set.Properties.Boolean("CHANGE_TRACKING") ?? view.ChangeTracking,
                });
                break;
            default:
                Alteration.AlterComment(statement, view, context);
                break;
        }
    }
}
