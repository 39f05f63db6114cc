using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>The emulator's own tables in the DuckDB file. They change in the same DuckDB transaction as what they speak of, so no kill can part them.</summary>
internal static class CatalogStore
{
    /// <summary>The DuckDB schema of everything that is the emulator's own; a Snowflake schema's name always has a dot.</summary>
    public const string SchemaName = "__sf";

    /// <summary>Raised when an older file can't be read any more; what is only added comes by a statement of <see cref="Tables"/>.</summary>
    public const long FormatVersion = 3;

    private static readonly JsonSerializerOptions Json = new()
    {
        Converters = { new DataTypeConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly string[] Tables =
    [
        "CREATE SCHEMA IF NOT EXISTS __sf",
        "CREATE TABLE IF NOT EXISTS __sf.counter (name VARCHAR NOT NULL, value BIGINT NOT NULL)",
        "CREATE TABLE IF NOT EXISTS __sf.object (id BIGINT NOT NULL, definition VARCHAR NOT NULL)",
        "CREATE TABLE IF NOT EXISTS __sf.stream_offset (id BIGINT NOT NULL, version BIGINT NOT NULL, initial BOOLEAN NOT NULL, touched_at BIGINT NOT NULL, stale VARCHAR)",
        """
        CREATE TABLE IF NOT EXISTS __sf.load_history (pipe_id BIGINT, table_id BIGINT NOT NULL, pipe_database VARCHAR, pipe_schema VARCHAR, pipe_name VARCHAR, table_database VARCHAR NOT NULL, table_schema VARCHAR NOT NULL, table_name VARCHAR NOT NULL, stage_url VARCHAR NOT NULL,
            path VARCHAR NOT NULL, size BIGINT NOT NULL, row_count BIGINT NOT NULL, row_parsed BIGINT NOT NULL, status VARCHAR NOT NULL, error VARCHAR, error_line BIGINT, error_character BIGINT, error_column VARCHAR, error_count BIGINT NOT NULL,
            error_limit BIGINT NOT NULL, received_at TIMESTAMPTZ, loaded_at TIMESTAMPTZ NOT NULL)
        """,
        "ALTER TABLE __sf.load_history ADD COLUMN IF NOT EXISTS billed BIGINT", // since files of format 3 without it
        """
        CREATE TABLE IF NOT EXISTS __sf.task_history (query_id VARCHAR, task_id BIGINT NOT NULL, name VARCHAR NOT NULL, database_name VARCHAR NOT NULL, schema_name VARCHAR NOT NULL,
            query_text VARCHAR NOT NULL, condition_text VARCHAR, state VARCHAR NOT NULL, error_code INTEGER, error_message VARCHAR, scheduled_time TIMESTAMPTZ NOT NULL, query_start_time TIMESTAMPTZ,
            next_scheduled_time TIMESTAMPTZ, completed_time TIMESTAMPTZ, root_task_id BIGINT NOT NULL, graph_version INTEGER NOT NULL, run_id BIGINT NOT NULL, attempt_number INTEGER NOT NULL,
            scheduled_from VARCHAR NOT NULL, config VARCHAR, graph_run_group_id VARCHAR NOT NULL, return_value VARCHAR)
        """,
    ];

    /// <summary>The format of a file that has been an emulator's before; null for a new one.</summary>
    public static long? FormatOf(DuckSession duck)
    {
        using var tables = duck.Query("SELECT 1 FROM duckdb_tables() WHERE schema_name = '__sf' AND table_name = 'counter'");
        return tables.Read() && Counters(duck).TryGetValue("format", out var format) ? format : null;
    }

    public static void EnsureCreated(DuckSession duck)
    {
        foreach (var sql in Tables)
        {
            duck.Execute(sql);
        }

        duck.Execute(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO __sf.counter SELECT * FROM (VALUES ('format', {FormatVersion}), ('{EngineState.VersionCounter}', 0), ('{EngineState.RowIdCounter}', 1), ('{EngineState.IdCounter}', 1)) WHERE NOT EXISTS (SELECT 1 FROM __sf.counter)"));
    }

    public static CatalogSnapshot Load(DuckSession duck)
    {
        var snapshot = CatalogSnapshot.Empty;
        using var rows = duck.Query("SELECT definition FROM __sf.object");
        while (rows.Read())
        {
            snapshot = snapshot.With(JsonSerializer.Deserialize<CatalogObject>(rows.GetString(0), Json)!);
        }

        return snapshot;
    }

    public static Dictionary<string, long> Counters(DuckSession duck)
    {
        var counters = new Dictionary<string, long>(StringComparer.Ordinal);
        using var rows = duck.Query("SELECT name, value FROM __sf.counter");
        while (rows.Read())
        {
            counters.Add(rows.GetString(0), rows.GetInt64(1));
        }

        return counters;
    }

    /// <summary>The statement that stores an object; the one with its id is removed before.</summary>
    /// <summary>Reads nothing, and makes DuckDB take the snapshot that its transaction goes on with.</summary>
    public const string Touch = "SELECT 1 FROM __sf.counter LIMIT 0";

    public static string Add(CatalogObject value) => string.Create(CultureInfo.InvariantCulture, $"INSERT INTO __sf.object VALUES ({value.Id}, {DuckDbText.Literal(JsonSerializer.Serialize(value, Json))})");

    public static string Remove(CatalogObject value) => string.Create(CultureInfo.InvariantCulture, $"DELETE FROM __sf.object WHERE id = {value.Id}");

    /// <summary>The statement that stores a counter.</summary>
    public static string PutCounter(string name, long value) => string.Create(CultureInfo.InvariantCulture, $"UPDATE __sf.counter SET value = {value} WHERE name = '{name}'");
}
