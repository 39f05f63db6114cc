using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Streams;
using CdcToSnowflake.Emulator.Tasks;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>DROP, and what CREATE OR REPLACE removes.</summary>
internal static class Removal
{
    public static StatementResult Execute(DropStatement statement, DdlContext context)
    {
        var key = context.Scope.Complete(Spaces.Of(statement.Kind), statement.Name);
        var found = context.Catalog.Find(key);
        if (found is null || !Spaces.IsOf(found, statement.Kind))
        {
            return statement.IfExists && found is null
                ? StatementResult.Status("Drop statement executed successfully (" + statement.Name + " already dropped).")
                : throw SnowflakeException.DoesNotExist(ObjectKindWords.Title(statement.Kind), statement.Name);
        }

        if (found is PolicyObject policy)
        {
            PolicyDefinition.RequireUnused(policy, context);
        }

        Remove(found, context, "it was dropped");
        return StatementResult.Status($"{statement.Name.Name} successfully dropped.");
    }

    public static void Remove(CatalogObject removed, DdlContext context, string why)
    {
        Grants.Forget(removed, context);
        switch (removed)
        {
            case DatabaseObject database:
                foreach (var schema in context.Catalog.OfType<SchemaObject>().Where(schema => schema.Database == database.Name).ToList())
                {
                    Remove(schema, context, why);
                }

                break;
            case SchemaObject schema:
                foreach (var inside in context.Catalog.OfType<SchemaScopedObject>().Where(inside => inside.Database == schema.Database && inside.Schema == schema.Name).ToList())
                {
                    if (context.Catalog.ById<CatalogObject>(inside.Id) is not null)
                    {
                        Remove(inside, context, why);
                    }
                }

                context.Execute($"DROP SCHEMA {PhysicalTable.Schema(schema.Database, schema.Name)} CASCADE");
                break;
            case TableObject table:
                MakeStale(table, context, why);
                context.Execute("DROP TABLE " + PhysicalTable.Of(table));
                context.Execute(ChangeLog.Drop(table.Id));
                break;
            case StreamObject stream:
                RemoveStream(stream, context);
                return;
            case TaskObject task:
                TaskAlteration.Unlink(task, context);
                break;
            case TagObject tag:
                foreach (var tagged in context.Catalog.All.Where(item => item.Tags.ContainsKey(tag.Id)).ToList())
                {
                    context.Write.Put(tagged with { Tags = tagged.Tags.Where(other => other.Key != tag.Id).ToDictionary() });
                }

                break;
            case ResourceMonitorObject monitor:
                foreach (var warehouse in context.Catalog.OfType<WarehouseObject>().Where(warehouse => warehouse.ResourceMonitor == monitor.Name).ToList())
                {
                    context.Write.Put(warehouse with { ResourceMonitor = null });
                }

                break;
            case WarehouseObject warehouse:
                context.Session.Engine.Warehouses.Suspend(warehouse, context.Now);
                break;
            case PipeObject pipe:
                context.Execute($"DELETE FROM __sf.load_history WHERE pipe_id = {pipe.Id}");
                break;
        }

        context.Write.Remove(removed);
    }

    private static void MakeStale(TableObject table, DdlContext context, string why)
    {
        foreach (var stream in context.Catalog.StreamsOn(table.Id).ToList())
        {
            var offset = context.Write.State.Offsets[stream.Id];
            context.Write.PutOffset(stream.Id, offset with { StaleReason = offset.StaleReason ?? $"its table {table.Key} is gone: {why}." });
            context.Execute("DROP TABLE IF EXISTS " + PhysicalTable.Initial(stream.Id));
        }
    }

    private static void RemoveStream(StreamObject stream, DdlContext context)
    {
        context.Execute("DROP TABLE IF EXISTS " + PhysicalTable.Initial(stream.Id));
        context.Write.RemoveOffset(stream.Id);
        context.Write.Remove(stream);
        if (!ChangeLog.IsTracked(context.Write.State, stream.TableId))
        {
            context.Execute(ChangeLog.Drop(stream.TableId));
        }
    }
}
