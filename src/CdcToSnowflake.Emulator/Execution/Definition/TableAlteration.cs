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
        if (statement.Action is SetAction or UnsetAction)
        {
            StreamExpiry.Seal(context.Write, context.Session.Engine);
        }

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
                context.Write.Put(Set(table, set.Properties));
                break;
            case UnsetAction unset:
                context.Write.Put(Unset(table, unset, context));
                break;
            case MaskColumnAction mask:
                context.Write.Put(PolicyDefinition.Masked(table, mask, context));
                break;
            case AddRowPolicyAction or DropRowPolicyAction:
                context.Write.Put(table with { RowPolicy = PolicyDefinition.Changed(table.RowPolicy, statement.Action, table.Columns, table, context) });
                break;
            case SwapAction swap:
                Swap(swap, table, context);
                break;
            default:
                throw Alteration.Refused(statement);
        }
    }

    private static TableObject Set(TableObject table, PropertyList set)
    {
        TableDefinition.RefuseCollation(set);
        var days = set.Days("DATA_RETENTION_TIME_IN_DAYS", table.IsTransient ? 1 : 90);
        var extension = set.Days("MAX_DATA_EXTENSION_TIME_IN_DAYS", 90);
        return table with
        {
            Comment = set.Text("COMMENT") ?? table.Comment,
            ChangeTracking = set.Boolean("CHANGE_TRACKING") ?? table.ChangeTracking,
            SchemaEvolution = set.Boolean("ENABLE_SCHEMA_EVOLUTION") ?? table.SchemaEvolution,
            RetentionDays = days ?? table.RetentionDays,
            InheritsRetention = days is null && table.InheritsRetention,
            ExtensionDays = extension ?? table.ExtensionDays,
            InheritsExtension = extension is null && table.InheritsExtension,
        };
    }

    private static TableObject Unset(TableObject table, UnsetAction unset, DdlContext context)
    {
        unset.Allow("COMMENT", "DATA_RETENTION_TIME_IN_DAYS", "MAX_DATA_EXTENSION_TIME_IN_DAYS", "CHANGE_TRACKING", "ENABLE_SCHEMA_EVOLUTION");
        var schema = (SchemaObject)context.Catalog.Find(SchemaObject.KeyOf(table.Database, table.Schema))!;
        var (days, extension) = (unset.Names.Contains("DATA_RETENTION_TIME_IN_DAYS"), unset.Names.Contains("MAX_DATA_EXTENSION_TIME_IN_DAYS"));
        return table with
        {
            Comment = unset.Clears("COMMENT", table.Comment),
            ChangeTracking = table.ChangeTracking && !unset.Names.Contains("CHANGE_TRACKING"),
            SchemaEvolution = table.SchemaEvolution && !unset.Names.Contains("ENABLE_SCHEMA_EVOLUTION"),
            RetentionDays = days ? Retention.Days(schema, context.Catalog) : table.RetentionDays,
            InheritsRetention = days || table.InheritsRetention,
            ExtensionDays = extension ? Retention.ExtensionDays(schema, context.Catalog) : table.ExtensionDays,
            InheritsExtension = extension || table.InheritsExtension,
        };
    }

    // Streams stand on the table, not on its name, so they go with it.
    private static void Swap(SwapAction action, TableObject table, DdlContext context)
    {
        var other = context.Existing<TableObject>(NameSpaceKind.Table, action.Other, "Table")!;
        if (other.Database != table.Database || other.Schema != table.Schema)
        {
            throw new NotEmulatedException("SWAP WITH a table of another schema", action.Position);
        }

        var between = PhysicalName.Quote(PhysicalName.Hidden("swap"));
        context.Execute($"ALTER TABLE {PhysicalTable.Of(table)} RENAME TO {between}");
        context.Execute($"ALTER TABLE {PhysicalTable.Of(other)} RENAME TO {PhysicalName.Quoted(table.Name)}");
        context.Execute($"ALTER TABLE {PhysicalTable.Schema(table.Database, table.Schema)}.{between} RENAME TO {PhysicalName.Quoted(other.Name)}");
        context.Write.Remove(other);
        context.Write.Put(table with { Name = other.Name });
        context.Write.Put(other with { Name = table.Name });
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

            if (definition.Mask is not null || definition.Tags.Count > 0)
            {
                throw new NotEmulatedException("policies and tags of an added column", definition.Position);
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
            RequireUngoverned(table, name, action.Position);
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

    private static void RequireUngoverned(TableObject table, string column, TextPosition position)
    {
        if (table.RowPolicy?.Columns.Contains(column) == true || table.Columns.Any(masked => masked.Mask?.Columns.Contains(column) == true))
        {
            throw SnowflakeException.Compilation(position, $"column {column} of {table.Key} is read by a policy: take the policy off first.");
        }
    }

    private static void RenameColumn(RenameColumnAction action, TableObject table, DdlContext context)
    {
        if (table.Column(action.Name) is not { DefaultFrom: null } column)
        {
            throw table.Column(action.Name) is null
                ? SnowflakeException.InvalidIdentifier(action.Position, action.Name)
                : new NotEmulatedException("RENAME COLUMN of one with a DEFAULT", action.Position);
        }

        RequireUngoverned(table, action.Name, action.Position);
        OnAll(table, $"RENAME COLUMN {PhysicalName.Quoted(action.Name)} TO {PhysicalName.Quoted(action.NewName)}", context);
        context.Write.Put(table with
        {
            Columns = [.. table.Columns.Select(other => ReferenceEquals(other, column) ? column with { Name = action.NewName } : other)],
            PrimaryKey = [.. table.PrimaryKey.Select(name => name == action.Name ? action.NewName : name)],
        });
    }

    private static void Rename(RenameAction action, TableObject table, DdlContext context)
    {
        context.Rename(table, action);
        context.Execute($"ALTER TABLE {PhysicalTable.Of(table)} RENAME TO {PhysicalName.Quoted(action.NewName.Name)}");
    }
}
