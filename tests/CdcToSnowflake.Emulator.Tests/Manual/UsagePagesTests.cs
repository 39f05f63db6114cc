using System.Data.Common;
using System.IO.Compression;
using System.Text;
using CdcToSnowflake.Emulator.Tests.Pipes;
using CdcToSnowflake.Storage;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Emulator.Tests.Manual;

/// <summary>The views of SNOWFLAKE.ACCOUNT_USAGE and the table functions that tell of what ran and what it cost, each by its page in the manual.</summary>
public sealed class UsagePagesTests : IDisposable
{
    private const string Queries = "snowflake.account_usage.query_history";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly SnowflakeEmulator _emulator;
    private readonly DbConnection _sql;

    public UsagePagesTests()
    {
        _emulator = new SnowflakeEmulator(new EmulatorOptions { Clock = _clock });
        _sql = _emulator.OpenIn();
        _sql.Run("CREATE TABLE t (i INT)");
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    [Fact]
    public void QueryHistory_TellsOfEachStatement()
    {
        _sql.Run("ALTER SESSION SET QUERY_TAG = 'brand_a'; INSERT INTO t VALUES (1), (2); MERGE INTO t USING (SELECT 2 AS i) s ON t.i = s.i WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (s.i)");
        _sql.Fails("SELECT * FROM missing");
        Assert.Equal(
            [
                "INSERT INTO t VALUES (1), (2)|INSERT|brand_a|success|∅|2|0",
                "MERGE INTO t USING (SELECT 2 AS i) s ON t.i = s.i WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (s.i)|MERGE|brand_a|success|∅|0|1",
                "SELECT * FROM missing|SELECT|brand_a|fail|2003|0|0",
            ],
            _sql.Rows($"SELECT query_text, query_type, query_tag, execution_status, error_code, rows_inserted, rows_deleted FROM {Queries} WHERE query_tag = 'brand_a' AND query_type <> 'ALTER_SESSION'"));
    }

    [Fact]
    public void QueryHistory_HashesIgnoreBlanksAndLiterals()
    {
        _sql.Run("SELECT i FROM t WHERE i = 1; select  i from t where i = 1 -- again\n; SELECT i FROM t WHERE i = 2");
        Assert.Equal("3|2|1", _sql.One($"SELECT COUNT(*), COUNT(DISTINCT query_hash), COUNT(DISTINCT query_parameterized_hash) FROM {Queries} WHERE query_text ILIKE 'select%from t%'"));
    }

    [Fact]
    public void QueryHistory_HoldsNoSecret()
    {
        _sql.Run("CREATE STAGE st URL = 's3://b/' CREDENTIALS = (AWS_KEY_ID = 'AKIA' AWS_SECRET_KEY = 'it''s secret')");
        Assert.Equal("CREATE STAGE st URL = 's3://b/' CREDENTIALS = (AWS_KEY_ID = '***' AWS_SECRET_KEY = '***')", _sql.One($"SELECT query_text FROM {Queries} WHERE query_type = 'CREATE_STAGE'"));
        Assert.Equal("Y", _sql.One("SHOW STAGES ->> SELECT \"has_credentials\" FROM $1"));
    }

    /// <summary>One form of a statement under two tags; whoever asks for the time takes some.</summary>
    [Fact]
    public void QueryAttributionHistory_TellsAStatementsCreditsByItsTagAndForm_IdleTimeNot()
    {
        _sql.Run("CREATE WAREHOUSE w AUTO_SUSPEND = 600 INITIALLY_SUSPENDED = TRUE; USE WAREHOUSE w");
        _clock.AutoAdvanceAmount = TimeSpan.FromSeconds(1);
        _sql.Run("ALTER SESSION SET QUERY_TAG = 'brand_a'; SELECT i FROM t WHERE i = 1; SELECT i FROM t WHERE i = 2; ALTER SESSION SET QUERY_TAG = 'brand_b'; SELECT i FROM t WHERE i = 3");
        _clock.AutoAdvanceAmount = TimeSpan.Zero;
        _clock.Advance(TimeSpan.FromHours(2));
        using var other = _emulator.OpenIn();
        Assert.Equal(
            ["brand_a|2|1|2|true", "brand_b|1|1|1|true"],
            other.Rows("SELECT query_tag, COUNT(*), COUNT(DISTINCT query_parameterized_hash), COUNT(DISTINCT query_hash), SUM(credits_attributed_compute) > 0 FROM snowflake.account_usage.query_attribution_history GROUP BY query_tag ORDER BY query_tag"));
        Assert.Equal("1", other.One("SELECT COUNT(DISTINCT query_parameterized_hash) FROM snowflake.account_usage.query_attribution_history"));
        Assert.Equal(
            "true|true",
            other.One("""
                SELECT ABS(credits_attributed_compute_queries - (SELECT SUM(credits_attributed_compute) FROM snowflake.account_usage.query_attribution_history)) < 0.000001, credits_used_compute > credits_attributed_compute_queries * 2
                FROM snowflake.account_usage.warehouse_metering_history
                """));
    }

    [Fact]
    public void ResultScan_OfTheLastShow()
    {
        _sql.Run("SHOW TABLES");
        Assert.Equal("T", _sql.One("SELECT \"name\" FROM TABLE(RESULT_SCAN(LAST_QUERY_ID()))"));
        Assert.Contains("RESULT_SCAN", _sql.Fails("SELECT * FROM TABLE(RESULT_SCAN('no such id'))").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WarehouseMeteringHistory_TellsUsedFromIdle()
    {
        _sql.Run("CREATE WAREHOUSE w WAREHOUSE_SIZE = MEDIUM AUTO_SUSPEND = 600 INITIALLY_SUSPENDED = TRUE; INSERT INTO t VALUES (1)");
        _clock.Advance(TimeSpan.FromHours(2));

        // A session without a warehouse, so that asking costs nothing.
        using var other = _emulator.OpenIn();

        // A statement that took no time, then ten minutes until the warehouse suspended itself: 4 credits an hour.
        Assert.Equal(
            "2026-01-01 00:00:00|2026-01-01 01:00:00|W|0.6667|0.6667",
            other.One("SELECT start_time::TIMESTAMP_NTZ, end_time::TIMESTAMP_NTZ, warehouse_name, ROUND(credits_used, 4), ROUND(credits_used_compute - credits_attributed_compute_queries, 4) FROM snowflake.account_usage.warehouse_metering_history"));
        Assert.Equal("0.6667", other.One("SELECT ROUND(SUM(credits_used), 4) FROM TABLE(information_schema.warehouse_metering_history('2026-01-01'::DATE, '2026-01-01'::DATE, 'w'))"));
        Assert.Empty(other.Rows("SELECT * FROM TABLE(information_schema.warehouse_metering_history('2026-01-02'::DATE))"));
    }

    [Fact]
    public async Task ServerlessTaskHistory_TasksTellOfTheirRunsAndCredits()
    {
        _sql.Run("CREATE WAREHOUSE w AUTO_SUSPEND = 60; CREATE TASK free QUERY_TAG = 'free_task' SCHEDULE = '60 MINUTES' AS CALL SYSTEM$WAIT(0); CREATE TASK own WAREHOUSE = w SCHEDULE = '60 MINUTES' AS INSERT INTO t VALUES (1); EXECUTE TASK free; EXECUTE TASK own");
        await _emulator.StepAsync();
        await _emulator.StepAsync();
        Assert.Equal(["FREE|SUCCEEDED", "OWN|SUCCEEDED"], _sql.Rows("SELECT name, state FROM snowflake.account_usage.task_history ORDER BY name"));
        Assert.Equal("FREE|D|2026-01-01 00:00:00", _sql.One("SELECT task_name, database_name, start_time::TIMESTAMP_NTZ FROM snowflake.account_usage.serverless_task_history"));
        // Text by its page, and a number where one is wanted.
        Assert.Equal("0|0.0", _sql.One("SELECT SUM(TO_DOUBLE(credits_used)), MAX(credits_used) FROM snowflake.account_usage.serverless_task_history"));
        Assert.Equal(
            "CALL|free_task",
            _sql.One($"SELECT q.query_type, q.query_tag FROM {Queries} q JOIN snowflake.account_usage.task_history h ON h.query_id = q.query_id WHERE h.name = 'FREE'"));
        Assert.Equal("W", _sql.One($"SELECT q.warehouse_name FROM {Queries} q JOIN snowflake.account_usage.task_history h ON h.query_id = q.query_id WHERE h.name = 'OWN'"));
    }

    [Fact]
    public async Task PipeUsageHistory_PipesTellOfFilesAndBytes()
    {
        var folder = Directory.CreateTempSubdirectory("usage").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "a.json"), "{\"i\": 7}\n");
            await File.WriteAllTextAsync(Path.Combine(folder, "b.json"), "{\"i\": \"no number\"}\n");
            await _emulator.WatchAsync(new FolderObjectStore(folder));
            _sql.Run($"CREATE STAGE st URL = '{new Uri(folder + "/").AbsoluteUri}'; CREATE PIPE p AS COPY INTO t FROM (SELECT $1:i::INT FROM @st/) FILE_FORMAT = (TYPE = JSON); ALTER PIPE p REFRESH");
            await _emulator.DrainAsync();
            Assert.Equal("7", _sql.One("SELECT i FROM t"));
            Assert.Equal("P|1|9", _sql.One("SELECT pipe_name, files_inserted, bytes_billed FROM snowflake.account_usage.pipe_usage_history"));
            Assert.Equal(["a.json|Loaded", "b.json|Load failed"], _sql.Rows("SELECT file_name, status FROM snowflake.account_usage.copy_history ORDER BY file_name"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task SnowpipeCosts_TextIsBilledUncompressed_ParquetAsItIs()
    {
        var folder = Directory.CreateTempSubdirectory("usage").FullName;
        try
        {
            var lines = string.Concat(Enumerable.Repeat("{\"i\": 7}\n", 1_000));
            await using (var file = new GZipStream(File.Create(Path.Combine(folder, "a.json.gz")), CompressionLevel.Optimal))
            {
                await file.WriteAsync(Encoding.UTF8.GetBytes(lines));
            }

            await _emulator.WatchAsync(new FolderObjectStore(folder));
            _sql.Run($"CREATE STAGE st URL = '{new Uri(folder + "/").AbsoluteUri}'; CREATE PIPE p AS COPY INTO t FROM (SELECT $1:i::INT FROM @st/a) FILE_FORMAT = (TYPE = JSON)");
            await StagedFiles.PutAsync(new FolderObjectStore(folder), "b.parquet", "SELECT range AS i FROM range(1000)");
            _sql.Run("CREATE PIPE q AS COPY INTO t FROM (SELECT $1:i::INT FROM @st/b) FILE_FORMAT = (TYPE = PARQUET); ALTER PIPE p REFRESH; ALTER PIPE q REFRESH");
            await _emulator.DrainAsync();
            var (text, parquet) = (new FileInfo(Path.Combine(folder, "a.json.gz")).Length, new FileInfo(Path.Combine(folder, "b.parquet")).Length);
            Assert.Equal(
                [$"P|{text}|{lines.Length}", $"Q|{parquet}|{parquet}"],
                _sql.Rows("SELECT pipe_name, bytes_inserted::INT, bytes_billed FROM snowflake.account_usage.pipe_usage_history ORDER BY 1"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void TableQueryPruningHistory_CountsTheTablesThatStatementsRead_ThroughViewsToo()
    {
        _sql.Run("INSERT INTO t VALUES (1), (2), (3); CREATE VIEW v AS SELECT i FROM t; CREATE TABLE u (i INT)");
        _sql.Run("SELECT * FROM t WHERE i = 1; SELECT * FROM t WHERE i = 2; SELECT v.i FROM v LEFT JOIN u ON u.i = v.i");
        Assert.Equal(
            ["T|1|1|0|3|3", "T|2|2|0|6|6", "U|1|0|0|0|0"],
            _sql.Rows("""
                SELECT table_name, SUM(num_queries), SUM(partitions_scanned), SUM(partitions_pruned), SUM(rows_scanned), SUM(rows_matched)
                FROM snowflake.account_usage.table_query_pruning_history WHERE database_name = 'D' GROUP BY table_name, query_parameterized_hash ORDER BY 1, 2
                """));
        Assert.Equal(["1|1", "1|1", "1|1"], _sql.Rows($"SELECT partitions_scanned, partitions_total FROM {Queries} WHERE query_type = 'SELECT' AND query_text NOT ILIKE '%account_usage%'"));
    }

    [Fact]
    public void PipesView_AreThoseThatAreThere()
    {
        _sql.Run("CREATE STAGE st URL = 's3://b/'; CREATE PIPE p COMMENT = 'c' AS COPY INTO t FROM (SELECT $1:i::INT FROM @st/) FILE_FORMAT = (TYPE = JSON); CREATE PIPE q AS COPY INTO t FROM (SELECT $1:i::INT FROM @st/) FILE_FORMAT = (TYPE = JSON); DROP PIPE q");
        Assert.Equal("P|D|c|∅", _sql.One("SELECT pipe_name, pipe_catalog, comment, deleted FROM snowflake.account_usage.pipes"));
        Assert.Empty(_sql.Rows("SELECT * FROM snowflake.account_usage.automatic_clustering_history"));
    }

    [Fact]
    public void AccountUsage_OtherViews_AreRefusedByName()
    {
        Assert.Contains("SNOWFLAKE.ACCOUNT_USAGE.LOGIN_HISTORY", Assert.IsType<NotEmulatedException>(_sql.Fails("SELECT * FROM snowflake.account_usage.login_history")).Message, StringComparison.Ordinal);
        _sql.Run("CREATE ROLE r; GRANT ROLE r TO USER emulator; USE ROLE r");
        Assert.Contains("as role R", _sql.Fails($"SELECT * FROM {Queries}").Message, StringComparison.Ordinal);
        Assert.Contains("as role R", _sql.Fails("SELECT SYSTEM$GET_TAG('a', 'b', 'table')").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("warehouse_metering_history", "START_TIME END_TIME WAREHOUSE_ID WAREHOUSE_NAME CREDITS_USED CREDITS_USED_COMPUTE CREDITS_USED_CLOUD_SERVICES CREDITS_ATTRIBUTED_COMPUTE_QUERIES")]
    [InlineData("query_attribution_history", "QUERY_ID PARENT_QUERY_ID ROOT_QUERY_ID WAREHOUSE_ID WAREHOUSE_NAME QUERY_HASH QUERY_PARAMETERIZED_HASH QUERY_TAG USER_NAME START_TIME END_TIME CREDITS_ATTRIBUTED_COMPUTE CREDITS_USED_QUERY_ACCELERATION")]
    [InlineData("serverless_task_history", "START_TIME END_TIME CREDITS_USED TASK_ID TASK_NAME SCHEMA_ID SCHEMA_NAME DATABASE_ID DATABASE_NAME INSTANCE_ID")]
    [InlineData("pipe_usage_history", "PIPE_ID PIPE_NAME START_TIME END_TIME CREDITS_USED BYTES_INSERTED FILES_INSERTED BYTES_BILLED")]
    public void AccountUsage_AViewsColumns_AreItsPages(string view, string columns) => Assert.Equal(columns, string.Join(' ', Columns(view)));

    /// <summary>The page has more; what is there has its names, and these are what costs are told by.</summary>
    [Fact]
    public void QueryHistory_HasWhatTellsOfPruningSpillingAndQueueing() => Assert.Subset(Columns("query_history").ToHashSet(), new HashSet<string>
    {
        "QUERY_ID", "QUERY_TEXT", "QUERY_TYPE", "WAREHOUSE_NAME", "WAREHOUSE_SIZE", "QUERY_TAG", "EXECUTION_STATUS", "START_TIME", "END_TIME", "TOTAL_ELAPSED_TIME", "BYTES_SCANNED", "PARTITIONS_SCANNED", "PARTITIONS_TOTAL",
        "BYTES_SPILLED_TO_LOCAL_STORAGE", "BYTES_SPILLED_TO_REMOTE_STORAGE", "EXECUTION_TIME", "QUEUED_PROVISIONING_TIME", "QUEUED_REPAIR_TIME", "QUEUED_OVERLOAD_TIME", "QUERY_PARAMETERIZED_HASH",
    });

    [Fact]
    public async Task WorkingWithResourceMonitors_AServerlessTask_CostsAndIsSeenByNoMonitor()
    {
        _sql.Run("CREATE RESOURCE MONITOR m WITH CREDIT_QUOTA = 1 TRIGGERS ON 1 PERCENT DO SUSPEND; CREATE WAREHOUSE w INITIALLY_SUSPENDED = TRUE RESOURCE_MONITOR = m; CREATE TASK free SCHEDULE = '600 MINUTES' AS CALL SYSTEM$WAIT(30, 'MINUTES'); EXECUTE TASK free");
        var running = Task.Run(() => _emulator.StepAsync());
        while (!running.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(1);
        }

        using var other = _emulator.OpenIn();
        Assert.Equal("true", other.One("SELECT SUM(TO_DOUBLE(credits_used)) >= 0.5 FROM snowflake.account_usage.serverless_task_history"));
        Assert.Equal("0.00", other.One("SHOW RESOURCE MONITORS ->> SELECT \"used_credits\" FROM $1"));
    }

    [Fact]
    public void SystemClusteringInformation_RefusedByName() =>
        Assert.Contains("SYSTEM$CLUSTERING_INFORMATION", Assert.IsType<NotEmulatedException>(_sql.Fails("SELECT SYSTEM$CLUSTERING_INFORMATION('t', '(i)')")).Feature, StringComparison.Ordinal);

    private List<string> Columns(string view)
    {
        using var command = _sql.CreateCommand();
        command.CommandText = $"SELECT * FROM snowflake.account_usage.{view}";
        using var reader = command.ExecuteReader();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }
}
