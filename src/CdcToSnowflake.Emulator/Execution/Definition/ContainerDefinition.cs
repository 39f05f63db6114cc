using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>CREATE DATABASE, SCHEMA and WAREHOUSE: each new one becomes the session's current one, as in Snowflake.</summary>
internal static class ContainerDefinition
{
    public static StatementResult Create(CreateDatabaseStatement statement, DdlContext context)
    {
        var key = context.NewKey(NameSpaceKind.Database, statement.Name);
        if (context.Claim(statement.Mode, key) is { } done)
        {
            return done;
        }

        context.Write.Put(new DatabaseObject
        {
            Id = context.Write.NextId(),
            Name = key.Name,
            CreatedOn = context.Now,
            Comment = statement.Properties.Text("COMMENT"),
            RetentionDays = statement.Properties.Integer("DATA_RETENTION_TIME_IN_DAYS") ?? 1,
        });
        AddSchema(key.Name, "PUBLIC", null, context);
        context.Session.Database = key.Name;
        context.Session.Schema = "PUBLIC";
        return StatementResult.Status($"Database {key.Name} successfully created.");
    }

    public static StatementResult Create(CreateSchemaStatement statement, DdlContext context)
    {
        var key = context.NewKey(NameSpaceKind.Schema, statement.Name);
        if (context.Claim(statement.Mode, key) is { } done)
        {
            return done;
        }

        AddSchema(key.Database, key.Name, statement.Properties.Text("COMMENT"), context);
        context.Session.Database = key.Database;
        context.Session.Schema = key.Name;
        return StatementResult.Status($"Schema {key.Name} successfully created.");
    }

    public static StatementResult Create(CreateWarehouseStatement statement, DdlContext context)
    {
        var key = context.NewKey(NameSpaceKind.Warehouse, statement.Name);
        if (context.Claim(statement.Mode, key) is { } done)
        {
            return done;
        }

        context.Write.Put(new WarehouseObject
        {
            Id = context.Write.NextId(),
            Name = key.Name,
            CreatedOn = context.Now,
            Comment = statement.Properties.Text("COMMENT"),
            Size = statement.Properties.Text("WAREHOUSE_SIZE") ?? "X-Small",
        });
        context.Session.Warehouse = key.Name;
        return StatementResult.Status($"Warehouse {key.Name} successfully created.");
    }

    private static void AddSchema(string database, string name, string? comment, DdlContext context)
    {
        context.Execute("CREATE SCHEMA " + PhysicalTable.Schema(database, name));
        context.Write.Put(new SchemaObject { Id = context.Write.NextId(), Name = name, Database = database, CreatedOn = context.Now, Comment = comment });
    }
}
