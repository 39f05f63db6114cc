using System.Globalization;
using System.Text;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Dml;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>What pipes and COPY statements have loaded, and what COPY_HISTORY says of it.</summary>
internal static class LoadHistory
{
    /// <summary>COPY_HISTORY's columns that do not name objects, over __sf.load_history.</summary>
    public const string Columns = """
        path AS file_name, stage_url AS stage_location, loaded_at AS last_load_time, row_count, row_parsed, size AS file_size, error AS first_error_message, error_line AS first_error_line_number,
        error_character AS first_error_character_pos, error_column AS first_error_column_name, error_count, error_limit,
        CASE status WHEN 'LOADED' THEN 'Loaded' WHEN 'PARTIALLY_LOADED' THEN 'Partially loaded' ELSE 'Load failed' END AS status,
        table_database AS table_catalog_name, table_schema AS table_schema_name, table_name, pipe_database AS pipe_catalog_name, pipe_schema AS pipe_schema_name, pipe_name,
        CASE WHEN pipe_id IS NOT NULL THEN received_at END AS pipe_received_time
        """;

    /// <summary>A file of which anything was loaded is not loaded again.</summary>
    public const string IsLoaded = "status <> '" + FileOutcome.FailedStatus + "'";

    public static void Add(PipeObject? pipe, TableObject table, StageObject stage, IReadOnlyList<LoadRecord> records, DmlContext context)
    {
        var sql = new StringBuilder("INSERT INTO __sf.load_history VALUES ");
        var now = DuckDbText.Literal(context.Scope.Session.Now);
        for (var i = 0; i < records.Count; i++)
        {
            var (record, outcome) = (records[i], records[i].Outcome);
            sql.Append(
                CultureInfo.InvariantCulture,
                $"{(i == 0 ? string.Empty : ", ")}({Number(pipe?.Id)}, {table.Id}, {DuckDbText.Literal(pipe?.Database)}, {DuckDbText.Literal(pipe?.Schema)}, {DuckDbText.Literal(pipe?.Name)}, ")
                .Append(CultureInfo.InvariantCulture, $"{DuckDbText.Literal(table.Database)}, {DuckDbText.Literal(table.Schema)}, {DuckDbText.Literal(table.Name)}, {DuckDbText.Literal(stage.Url)}, {DuckDbText.Literal(record.File.Path)}, {record.File.Size}, ")
                .Append(CultureInfo.InvariantCulture, $"{outcome.Loaded}, {outcome.Parsed}, '{outcome.Status}', {DuckDbText.Literal(outcome.First?.Message)}, {Number(outcome.First?.Line)}, {Number(outcome.First?.Character)}, ")
                .Append(CultureInfo.InvariantCulture, $"{DuckDbText.Literal(outcome.First?.Column)}, {outcome.Errors}, {outcome.Limit}, {DuckDbText.Literal(record.ReceivedAt)}, {now}, {Number(record.Billed)})");
        }

        context.Execute(sql.ToString());
    }

    private static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "NULL";
}
