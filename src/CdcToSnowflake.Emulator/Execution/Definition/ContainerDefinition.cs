using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Streams;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>CREATE and ALTER of databases and schemas: each new one becomes the session's current one, as in Snowflake.</summary>
internal static class ContainerDefinition
{
    private const string Retention = "DATA_RETENTION_TIME_IN_DAYS";
    private const string Extension = "MAX_DATA_EXTENSION_TIME_IN_DAYS";

    public static StatementResult CreateDatabase(CreateObjectStatement statement, DdlContext context)
    {
        var key = context.NewKey(NameSpaceKind.Database, statement.Name);
        return context.Create(
            statement.Mode,
            statement.Kind,
            key,
            () => new DatabaseObject
            {
                Comment = statement.Properties.Text("COMMENT"),
                RetentionDays = statement.Properties.Days(Retention, 90),
                ExtensionDays = statement.Properties.Days(Extension, 90),
                IsTransient = statement.Transient,
            },
            created =>
            {
                Tagging.Set(created, statement.Tags, context);
                var inside = SchemaObject.KeyOf(key.Name, "PUBLIC");
                context.Create(CreateMode.Create, ObjectKind.Schema, inside, () => new SchemaObject { Database = key.Name, IsTransient = statement.Transient }, schema => AddSpace(schema, context));
                context.Session.Database = key.Name;
                context.Session.Schema = "PUBLIC";
            });
    }

    public static StatementResult CreateSchema(CreateObjectStatement statement, DdlContext context)
    {
        var key = context.NewKey(NameSpaceKind.Schema, statement.Name);
        var isTransient = statement.Transient || context.Catalog.Find(DatabaseObject.KeyOf(key.Database)) is DatabaseObject { IsTransient: true };
        return context.Create(
            statement.Mode,
            statement.Kind,
            key,
            () => new SchemaObject
            {
                Database = key.Database,
                Comment = statement.Properties.Text("COMMENT"),
                RetentionDays = statement.Properties.Days(Retention, 90),
                ExtensionDays = statement.Properties.Days(Extension, 90),
                IsTransient = isTransient,
            },
            created =>
            {
                Tagging.Set(created, statement.Tags, context);
                AddSpace(created, context);
                context.Session.Database = key.Database;
                context.Session.Schema = key.Name;
            });
    }

    public static void Alter(AlterStatement statement, ContainerObject container, DdlContext context)
    {
        StreamExpiry.Seal(context.Write, context.Session.Engine);
        switch (statement.Action)
        {
            case SetAction set:
                container = container with
                {
                    Comment = set.Properties.Text("COMMENT") ?? container.Comment,
                    RetentionDays = set.Properties.Days(Retention, 90) ?? container.RetentionDays,
                    ExtensionDays = set.Properties.Days(Extension, 90) ?? container.ExtensionDays,
                };
                break;
            case UnsetAction unset:
                unset.Allow("COMMENT", Retention, Extension);
                container = container with
                {
                    Comment = unset.Clears("COMMENT", container.Comment),
                    RetentionDays = unset.Names.Contains(Retention) ? null : container.RetentionDays,
                    ExtensionDays = unset.Names.Contains(Extension) ? null : container.ExtensionDays,
                };
                break;
            default:
                throw Alteration.Refused(statement);
        }

        context.Write.Put(container);
        foreach (var schema in context.Catalog.OfType<SchemaObject>().Where(schema => schema.Id == container.Id || (container is DatabaseObject && schema.Database == container.Name)).ToList())
        {
            Inherit(schema, context);
        }
    }

    // Tables that set nothing themselves follow their schema.
    private static void Inherit(SchemaObject schema, DdlContext context)
    {
        var (days, extension) = (Catalog.Retention.Days(schema, context.Catalog), Catalog.Retention.ExtensionDays(schema, context.Catalog));
        foreach (var table in context.Catalog.OfType<TableObject>().Where(table => table.Database == schema.Database && table.Schema == schema.Name).ToList())
        {
            var follows = table with
            {
                RetentionDays = table.InheritsRetention ? days : table.RetentionDays,
                ExtensionDays = table.InheritsExtension ? extension : table.ExtensionDays,
            };
            if (follows != table)
            {
                context.Write.Put(follows);
            }
        }
    }

    private static void AddSpace(SchemaObject schema, DdlContext context) => context.Execute("CREATE SCHEMA " + PhysicalTable.Schema(schema.Database, schema.Name));
}
