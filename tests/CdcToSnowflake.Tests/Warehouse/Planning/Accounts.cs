using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Warehouse.Planning;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Tests.Warehouse.Planning;

/// <summary>Accounts as they are found.</summary>
internal static class Accounts
{
    /// <summary>An account after a plan for a model, as an interpreter of the plan's own statements sees it: by template and name, not by running SQL.</summary>
    public static WarehouseInventory After(WarehouseModel model, int steps = int.MaxValue)
    {
        SnowflakeSql sql = new(model);
        WarehouseInventory there = new();
        Dictionary<ObjectName, TableLayout> layouts = model.Brands.SelectMany(brand => model.Tables(brand.Id)).SelectMany(sql.Layouts).Concat(model.Ci.Select(sql.Layout)).ToDictionary(layout => layout.Table);
        foreach (PlanStep step in WarehousePlanner.Plan(model, sql, new WarehouseInventory()).Steps.Take(steps))
        {
            Run(there, step.Statement, layouts);
        }
        return there;
    }

    public static ColumnFacts Column(SnowflakeType type) => new(
        type.Kind switch
        {
            SnowflakeKind.Number => "NUMBER",
            SnowflakeKind.VarChar => "TEXT",
            SnowflakeKind.TimestampNtz => "TIMESTAMP_NTZ",
            SnowflakeKind.TimestampTz => "TIMESTAMP_TZ",
            _ => type.Kind.ToString().ToUpperInvariant(),
        },
        type.Kind == SnowflakeKind.Number ? type.Precision : null,
        type.Kind == SnowflakeKind.Number ? type.Scale : null,
        type.Kind switch { SnowflakeKind.VarChar => 134_217_728, SnowflakeKind.Binary => 67_108_864, _ => null });

    private static void Run(WarehouseInventory there, SqlStatement statement, Dictionary<ObjectName, TableLayout> layouts)
    {
        ObjectName name = statement.Object!;
        switch (statement.Template)
        {
            case "database/create":
                there.Databases.Add(name);
                break;
            case "schema/create":
                there.Schemas.Add(name);
                break;
            case "file-format/create-parquet" or "file-format/create-json":
                there.FileFormats.Add(name);
                break;
            case "stage/create":
                there.Stages.Add(name, new StageFacts(statement.Text.Split('\'')[1]));
                break;
            case "table/create-cut" or "table/create-progress":
                there.Tables.Add(name, new TableFacts([], 0, 0));
                break;
            case "table/create-stg" or "table/create-raw" or "table/create-ci":
                there.Tables.Add(name, new TableFacts(layouts[name].Columns.ToDictionary(column => column.Name, column => Column(column.Type)), 0, 0));
                break;
            case "progress/start":
                there.Tables[name] = there.Tables[name] with { Rows = 1 };
                break;
            case "stream/create-cut" or "stream/create-raw":
                there.Streams.Add(name, new StreamFacts(IsStale: false));
                break;
            case "task/create-merge-raw" or "task/create-merge-ci":
                there.Tasks[name] = new TaskFacts(IsStarted: false, "");
                break;
            case "task/resume":
                there.Tasks[name] = there.Tasks[name] with { IsStarted = true };
                break;
            case "pipe/create" or "pipe/create-cut":
                there.Pipes.Add(name, new PipeFacts("", "arn:aws:sqs:eu-central-1:1:snowpipe"));
                break;
            case "pipe/refresh":
                break;
            case "object/label" when there.Tasks.ContainsKey(name):
                there.Tasks[name] = there.Tasks[name] with { Comment = CommentIn(statement) };
                break;
            case "object/label":
                there.Pipes[name] = there.Pipes[name] with { Comment = CommentIn(statement) };
                break;
            default:
                throw new InvalidOperationException($"{statement.Template} is no step of a new account's plan.");
        }
    }

    private static string CommentIn(SqlStatement statement)
    {
        int start = statement.Text.IndexOf(" IS '", StringComparison.Ordinal) + " IS '".Length;
        return statement.Text[start..^1].Replace("''", "'", StringComparison.Ordinal);
    }
}
