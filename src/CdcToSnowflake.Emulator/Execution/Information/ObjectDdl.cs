using System.Text;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Dml;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>GET_DDL of tables, views, streams, pipes and tasks: a statement that makes the same object again.</summary>
internal static class ObjectDdl
{
    /// <param name="item">The object.</param>
    /// <param name="isQualified">Whether the made object's name has its database and schema.</param>
    /// <param name="catalog">Where the names are that it stands on.</param>
    /// <param name="position">Of the call.</param>
    public static string Of(CatalogObject item, bool isQualified, CatalogSnapshot catalog, TextPosition position)
    {
        var name = isQualified && item is SchemaScopedObject scoped ? string.Join('.', new[] { scoped.Database, scoped.Schema, scoped.Name }.Select(SqlText.Identifier)) : SqlText.Identifier(item.Name);
        return item switch
        {
            TableObject table => Table(table, name, position) + ";",
            ViewObject view => View(view, name) + ";",
            StreamObject stream => Stream(stream, name, catalog) + ";",
            PipeObject pipe => Pipe(pipe, name) + ";",
            TaskObject task => Task(task, name) + ";",
            _ => throw new NotEmulatedException($"GET_DDL of a {ObjectKindWords.Of(Definition.Spaces.KindOf(item))}", position, "SHOW and DESCRIBE tell its properties."),
        };
    }

    private static string Table(TableObject table, string name, TextPosition position)
    {
        if (table.RowPolicy is not null || table.Columns.Any(column => column.Mask is not null) || table.Tags.Count > 0)
        {
            throw new NotEmulatedException("GET_DDL of a table with policies or tags", position, "SHOW, DESCRIBE and SYSTEM$GET_TAG tell of them.");
        }

        var lines = table.Columns.Select(column => Column(table, column)).ToList();
        if (table.PrimaryKey.Count > 0)
        {
            lines.Add($"primary key ({Names(table.PrimaryKey)})");
        }

        var text = new StringBuilder($"create or replace {(table.IsTransient ? "TRANSIENT " : string.Empty)}TABLE {name} (\n\t").AppendJoin(",\n\t", lines).Append("\n)");
        if (table.ClusterBy is { } keys)
        {
            text.Append(" cluster by ").Append(keys["LINEAR".Length..]);
        }

        return Ended(text, table.Comment);
    }

    private static string Column(TableObject table, TableColumn column)
    {
        var text = new StringBuilder($"{SqlText.Identifier(column.Name)} {TypeNames.Described(column.Type)}");
        if (column.NotNull)
        {
            text.Append(" NOT NULL");
        }

        if (ColumnDefaults.Written(table, column) is { } standard)
        {
            text.Append(" DEFAULT ").Append(standard);
        }

        return text.Append(table.UniqueColumns.Contains(column.Name) ? " UNIQUE" : string.Empty).Append(column.Comment is { } comment ? " COMMENT " + SqlText.Literal(comment) : string.Empty).ToString();
    }

    // The body as it was written, behind a head that makes it again.
    private static string View(ViewObject view, string name)
    {
        var definition = (CreateViewStatement)SqlParser.Parse(view.Definition)[0];
        var text = new StringBuilder($"create or replace {(view.IsSecure ? "secure " : string.Empty)}view {name}(\n\t").AppendJoin(",\n\t", view.Columns.Select(column => SqlText.Identifier(column.Name))).Append("\n)");
        return Ended(text, view.Comment) + " as " + definition.Query.Text;
    }

    private static string Stream(StreamObject stream, string name, CatalogSnapshot catalog)
    {
        var table = catalog.ById<TableObject>(stream.TableId)?.Key.ToString() ?? stream.TableName;
        return Ended(new StringBuilder($"create or replace stream {name} on table {table}").Append(stream.AppendOnly ? " append_only = true" : string.Empty), stream.Comment);
    }

    private static string Pipe(PipeObject pipe, string name)
    {
        var text = new StringBuilder($"create or replace pipe {name} auto_ingest={(pipe.AutoIngest ? "true" : "false")}");
        if (pipe.ErrorIntegration is { } integration)
        {
            text.Append(" error_integration = ").Append(SqlText.Identifier(integration));
        }

        if (pipe.SnsTopic is { } topic)
        {
            text.Append(" aws_sns_topic = ").Append(SqlText.Literal(topic));
        }

        return Ended(text, pipe.Comment) + " as " + pipe.Definition;
    }

    private static string Task(TaskObject task, string name)
    {
        var text = new StringBuilder($"create or replace task {name}");
        void Add(string property, string? value) => text.Append(value is null ? string.Empty : $"\n\t{property}={value}");
        void Word(string property, string? value) => Add(property, value is null ? null : SqlText.Identifier(value));
        void Text(string property, string? value) => Add(property, value is null ? null : SqlText.Literal(value));
        void Number(string property, long? value, long? standard) => Add(property, value == standard ? null : value?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Word("warehouse", task.Warehouse);
        Text("schedule", task.Schedule);
        Text("config", task.Config);
        Add("overlap_policy", task.AllowsChildOverlap ? "ALLOW_CHILD_OVERLAP" : null);
        Number("user_task_timeout_ms", task.TimeoutMilliseconds, null);
        Number("suspend_task_after_num_failures", task.SuspendAfterFailures, 10);
        Number("task_auto_retry_attempts", task.RetryAttempts, 0);
        Number("user_task_minimum_trigger_interval_in_seconds", task.MinimumTriggerSeconds, 30);
        Text("target_completion_interval", task.TargetCompletion);
        Text("user_task_managed_initial_warehouse_size", task.InitialSize);
        Text("serverless_task_min_statement_size", task.MinimumSize);
        Text("serverless_task_max_statement_size", task.MaximumSize);
        Word("error_integration", task.ErrorIntegration);
        Word("success_integration", task.SuccessIntegration);
        Word("finalize", task.Finalizes);
        foreach (var (parameter, value) in task.Parameters.OrderBy(parameter => parameter.Key, StringComparer.Ordinal))
        {
            Text(parameter.ToLowerInvariant(), value);
        }

        Text("comment", task.Comment);
        text.Append(task.After.Count > 0 ? "\n\tafter " + Names(task.After) : string.Empty).Append(task.When is null ? string.Empty : "\n\twhen " + task.When);
        return text.Append("\n\tas ").Append(task.Definition).ToString();
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(SqlText.Identifier));

    private static string Ended(StringBuilder text, string? comment) => (comment is null ? text : text.Append(" COMMENT=").Append(SqlText.Literal(comment))).ToString();
}
