using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Dml;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Streams;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>ALTER TABLE. A change of columns also goes to the change log and to kept initial rows: streams survive it.</summary>
internal static class TableAlteration
{
    public static void Execute(AlterStatement statement, TableObject table, DdlContext context)
    {
        switch (statement.Action)
        {
            case AddColumnsAction add:
                Add(add, table, statement.Text, context);
                break;
            case DropColumnsAction drop:
                Drop(drop, table, context);
                break;
            case RenameColumnAction rename:
                RenameColumn(rename, table, context);
                break;
            case AlterColumnsAction alter:
                ColumnAlteration.Execute(alter, table, statement.Text, context);
                break;
            case RenameAction rename:
                Rename(rename, table, context);
                break;
            case ClusterByAction cluster:
                context.Write.Put(table with { ClusterBy = cluster.Keys.Count == 0 ? null : Clustering.Text(cluster.Keys) });
                break;
            case AddConstraintAction { Constraint: { Kind: ConstraintKind.PrimaryKey } key }:
                context.Write.Put(table with { PrimaryKey = [.. key.Columns] });
                break;
            case AddConstraintAction:
                break; // as in Snowflake nothing is enforced
            case DropConstraintAction { Name: null }:
                context.Write.Put(table with { PrimaryKey = [] });
                break;
            case SetAction set:
                context.Write.Put(table with
                {
                    Comment = set.Properties.Text("COMMENT") ?? table.Comment,
                    ChangeTracking = set.Properties.Boolean("CHANGE_TRACKING") ?? table.ChangeTracking,
                    RetentionDays = set.Properties.Integer("DATA_RETENTION_TIME_IN_DAYS") ?? table.RetentionDays,
                    ExtensionDays = set.Properties.Integer("MAX_DATA_EXTENSION_TIME_IN_DAYS") ?? table.ExtensionDays,
                });
                break;
            case UnsetAction unset:
                context.Write.Put(table with
                {
                    Comment = unset.Names.Contains("COMMENT") ? null : table.Comment,
                    RetentionDays = unset.Names.Contains("DATA_RETENTION_TIME_IN_DAYS") ? 1 : table.RetentionDays,
                    ExtensionDays = unset.Names.Contains("MAX_DATA_EXTENSION_TIME_IN_DAYS") ? 14 : table.ExtensionDays,
                });
                break;
            default:
                throw new NotEmulatedException("this ALTER TABLE", statement.Action.Position);
        }
    }

    /// <summary>Runs an ALTER on the table and on what mirrors its columns.</summary>
    public static void OnAll(TableObject table, string alteration, DdlContext context)
    {
        context.Execute($"ALTER TABLE {PhysicalTable.Of(table)} {alteration}");
        OnMirrors(table, alteration, context);
    }

    public static void OnMirrors(TableObject table, string alteration, DdlContext context)
    {
        if (ChangeLog.IsTracked(context.Write.State, table.Id))
        {
            context.Execute($"ALTER TABLE {PhysicalTable.Log(table.Id)} {alteration}");
        }

        foreach (var stream in context.Catalog.StreamsOn(table.Id))
        {
            if (context.Write.State.Offsets[stream.Id] is { Initial: true, StaleReason: null })
            {
                context.Execute($"ALTER TABLE {PhysicalTable.Initial(stream.Id)} {alteration}");
            }
        }
    }

    private static void Add(AddColumnsAction action, TableObject table, string text, DdlContext context)
    {
        var columns = table.Columns.ToList();
        var dml = new DmlContext(context.Session, context.Write, context.Scope, context.Cancellation);
        foreach (var definition in action.Columns)
        {
            if (columns.Exists(column => column.Name == definition.Name))
            {
                if (action.IfNotExists)
                {
                    continue;
                }

                throw new SnowflakeException(1430, "42601", $"SQL compilation error: column '{definition.Name}' already exists ({definition.Position}).");
            }

            var added = TableDefinition.Column(definition, text);
            var column = PhysicalName.Quoted(added.Name);
            if (added.DefaultFrom is null)
            {
                OnAll(table, $"ADD COLUMN {column} {DuckDbType.Of(added.Type)}", context);
            }
            else
            {
                // DuckDB's own default fills the rows that are there, and is then not needed: an insert always gives every column.
                var value = SqlTranslator.Assign(dml.Translator.Expression(definition.Default!), added.Type, definition.Position);
                OnAll(table, $"ADD COLUMN {column} {DuckDbType.Of(added.Type)} DEFAULT ({value})", context);
                OnAll(table, $"ALTER COLUMN {column} DROP DEFAULT", context);
            }

            if (added.NotNull)
            {
                // DuckDB checks that no row is NULL, which is Snowflake's rule too: a non-empty table needs a default.
                context.Execute($"ALTER TABLE {PhysicalTable.Of(table)} ALTER COLUMN {column} SET NOT NULL");
            }

            columns.Add(added);
        }

        context.Write.Put(table with { Columns = columns });
    }

    private static void Drop(DropColumnsAction action, TableObject table, DdlContext context)
    {
        var columns = table.Columns.ToList();
        foreach (var name in action.Columns)
        {
            if (columns.RemoveAll(column => column.Name == name) == 0)
            {
                if (action.IfExists)
                {
                    continue;
                }

                throw SnowflakeException.InvalidIdentifier(action.Position, name);
            }

            OnAll(table, $"DROP COLUMN {PhysicalName.Quoted(name)}", context);
        }

        context.Write.Put(table with { Columns = columns, PrimaryKey = [.. table.PrimaryKey.Where(name => columns.Exists(column => column.Name == name))] });
    }

    private static void RenameColumn(RenameColumnAction action, TableObject table, DdlContext context)
    {
        if (table.Column(action.Name) is not { DefaultFrom: null } column)
        {
            throw table.Column(action.Name) is null
                ? SnowflakeException.InvalidIdentifier(action.Position, action.Name)
                : new NotEmulatedException("RENAME COLUMN of one with a DEFAULT", action.Position);
        }

        OnAll(table, $"RENAME COLUMN {PhysicalName.Quoted(action.Name)} TO {PhysicalName.Quoted(action.NewName)}", context);
        context.Write.Put(table with
        {
            Columns = [.. table.Columns.Select(other => ReferenceEquals(other, column) ? column with { Name = action.NewName } : other)],
            PrimaryKey = [.. table.PrimaryKey.Select(name => name == action.Name ? action.NewName : name)],
        });
    }

    private static void Rename(RenameAction action, TableObject table, DdlContext context)
    {
        var key = context.NewKey(NameSpaceKind.Table, action.NewName);
        if (context.Claim(CreateMode.Create, key) is not null)
        {
            return;
        }

        if (key.Database != table.Database || key.Schema != table.Schema)
        {
            throw new NotEmulatedException("RENAME into another schema", action.Position);
        }

        context.Execute($"ALTER TABLE {PhysicalTable.Of(table)} RENAME TO {PhysicalName.Quoted(key.Name)}");
        context.Write.Put(table with { Name = key.Name });
    }
}
