using System.Data.Common;

namespace CdcToSnowflake.Emulator.Tests.Information;

/// <summary>SHOW, as each kind's page in Snowflake's manual describes it.</summary>
public sealed class ShowTests : IDisposable
{
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;

    public ShowTests() => _sql = _emulator.OpenIn();

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    private IReadOnlyList<string> Names(string show) => [.. _sql.Rows(show + " ->> SELECT \"name\" FROM $1")];

    private string Columns(string show)
    {
        using var command = _sql.CreateCommand();
        command.CommandText = show;
        using var reader = command.ExecuteReader();
        return string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(reader.GetName));
    }

    [Theory]
    [InlineData("SHOW DATABASES", "created_on name is_default is_current origin owner comment options retention_time kind owner_role_type object_visibility")]
    [InlineData("SHOW SCHEMAS", "created_on name is_default is_current database_name owner comment options retention_time owner_role_type object_visibility is_nested")]
    [InlineData("SHOW TABLES", "created_on name database_name schema_name kind comment cluster_by rows bytes owner retention_time automatic_clustering change_tracking search_optimization search_optimization_progress search_optimization_bytes is_external enable_schema_evolution owner_role_type is_event is_hybrid is_iceberg is_immutable")]
    [InlineData("SHOW TERSE TABLES", "created_on name kind database_name schema_name")]
    [InlineData("SHOW VIEWS", "created_on name reserved database_name schema_name owner comment text is_secure is_materialized owner_role_type change_tracking")]
    [InlineData("SHOW COLUMNS", "table_name schema_name column_name data_type null? default kind expression comment database_name autoincrement schema_evolution_record")]
    [InlineData("SHOW PRIMARY KEYS", "created_on database_name schema_name table_name column_name key_sequence comment constraint_name")]
    [InlineData("SHOW STAGES", "created_on name database_name schema_name url has_credentials has_encryption_key owner comment region type cloud notification_channel storage_integration endpoint owner_role_type directory_enabled")]
    [InlineData("SHOW FILE FORMATS", "created_on name database_name schema_name type owner comment format_options owner_role_type")]
    [InlineData("SHOW PIPES", "created_on name database_name schema_name definition owner notification_channel comment integration pattern error_integration owner_role_type invalid_reason kind")]
    [InlineData("SHOW STREAMS", "created_on name database_name schema_name owner comment table_name source_type base_tables type stale mode stale_after invalid_reason owner_role_type")]
    [InlineData("SHOW TERSE TASKS", "created_on name kind database_name schema_name schedule")]
    [InlineData("SHOW INTEGRATIONS", "name type category enabled comment created_on")]
    [InlineData("SHOW TAGS", "created_on name database_name schema_name owner comment allowed_values owner_role_type")]
    [InlineData("SHOW MASKING POLICIES", "created_on name database_name schema_name kind owner comment options owner_role_type")]
    [InlineData("SHOW ROLES", "created_on name is_default is_current is_inherited assigned_to_users granted_to_roles granted_roles owner comment")]
    [InlineData("SHOW GRANTS ON DATABASE D", "created_on privilege granted_on name granted_to grantee_name grant_option granted_by granted_by_role_type")]
    [InlineData("SHOW FUTURE GRANTS IN DATABASE D", "created_on privilege grant_on name grant_to grantee_name grant_option")]
    public void Show_Columns_AreThoseOfTheManual(string show, string columns) => Assert.Equal(columns, Columns(show));

    [Fact]
    public void ShowTables_LimitFrom_PagesThroughAllNames()
    {
        foreach (var name in new[] { "JA", "JB", "K", "\"j\"", "L" })
        {
            _sql.Run($"CREATE TABLE {name} (i INT)");
        }

        Assert.Equal(["JA", "JB", "K", "L", "j"], Names("SHOW TABLES IN SCHEMA PUBLIC"));
        Assert.Equal(["JA", "JB"], Names("SHOW TABLES IN SCHEMA PUBLIC LIMIT 2 FROM 'J'"));
        Assert.Equal(["K", "L"], Names("SHOW TABLES IN SCHEMA PUBLIC LIMIT 2 FROM 'JB'"));
        Assert.Equal(["j"], Names("SHOW TABLES IN SCHEMA PUBLIC LIMIT 2 FROM 'L'"));
        Assert.Equal(["JB"], Names("SHOW TABLES STARTS WITH 'J' LIMIT 5 FROM 'JA'"));
        Assert.Empty(Names("SHOW TABLES STARTS WITH 'J' LIMIT 5 FROM 'A'"));

        // "SHOW TAGS" knows none, and "SHOW ROW ACCESS POLICIES" has it before IN.
        Assert.Empty(Names("SHOW ROW ACCESS POLICIES LIMIT 2 FROM 'J' IN SCHEMA PUBLIC"));
        _sql.Fails("SHOW ROW ACCESS POLICIES IN SCHEMA PUBLIC LIMIT 2");
        _sql.Fails("SHOW TAGS IN SCHEMA PUBLIC LIMIT 2");
        Assert.Equal(["JA", "JB", "j"], Names("SHOW TABLES LIKE 'j%'"));
    }

    [Fact]
    public void ShowTables_WithoutIn_IsTheDatabaseAndEachNameOnce()
    {
        _sql.Run("CREATE TABLE t (i INT); CREATE SCHEMA other; CREATE TABLE t (i INT, j INT); CREATE TABLE u (i INT)");
        Assert.Equal(["T|OTHER", "U|OTHER"], _sql.Rows("SHOW TABLES ->> SELECT \"name\", \"schema_name\" FROM $1"));
        Assert.Equal(["T|OTHER", "U|OTHER", "T|PUBLIC"], _sql.Rows("SHOW TABLES IN DATABASE ->> SELECT \"name\", \"schema_name\" FROM $1"));
        Assert.Equal(["T|PUBLIC"], _sql.Rows("SHOW TABLES IN PUBLIC ->> SELECT \"name\", \"schema_name\" FROM $1"));
        Assert.Equal(2003, _sql.Fails("SHOW TABLES IN SCHEMA missing").Number);
    }

    [Fact]
    public void ShowColumns_SaysTypesAsJson()
    {
        _sql.Run("""
            CREATE TABLE t (n NUMBER(10,2) NOT NULL DEFAULT 1 + 2, s VARCHAR(5) COMMENT 'text', v VARCHAR, b BINARY(7), f FLOAT, d DATE, z TIMESTAMP_TZ(6), j VARIANT);
            CREATE VIEW w (x COMMENT 'of the view') AS SELECT n * 2 FROM t
            """);
        Assert.Equal(
            [
                """N|{"type":"FIXED","precision":10,"scale":2,"nullable":false}|NOT_NULL|1 + 2|""",
                """S|{"type":"TEXT","length":5,"byteLength":20,"nullable":true,"fixed":false}|true||text""",
                """V|{"type":"TEXT","length":16777216,"byteLength":16777216,"nullable":true,"fixed":false}|true||""",
                """B|{"type":"BINARY","length":7,"byteLength":7,"nullable":true,"fixed":true}|true||""",
                """F|{"type":"REAL","nullable":true}|true||""",
                """D|{"type":"DATE","nullable":true}|true||""",
                """Z|{"type":"TIMESTAMP_TZ","precision":0,"scale":6,"nullable":true}|true||""",
                """J|{"type":"VARIANT","nullable":true}|true||""",
            ],
            _sql.Rows("SHOW COLUMNS IN TABLE t ->> SELECT \"column_name\", \"data_type\", \"null?\", \"default\", \"comment\" FROM $1"));
        Assert.Equal("X|of the view", _sql.One("SHOW COLUMNS IN w ->> SELECT \"column_name\", \"comment\" FROM $1"));
        Assert.Equal(["N"], _sql.Rows("SHOW COLUMNS LIKE 'n' IN t ->> SELECT \"column_name\" FROM $1"));
    }

    [Fact]
    public void ShowPrimaryKeys_InTheKeysOrder()
    {
        _sql.Run("CREATE TABLE t (a INT, b INT, PRIMARY KEY (b, a))");
        Assert.Equal(["B|1", "A|2"], _sql.Rows("SHOW PRIMARY KEYS IN t ->> SELECT \"column_name\", \"key_sequence\" FROM $1"));
    }

    [Fact]
    public void ShowTasks_RootOnlyAndRelations()
    {
        _sql.Run("CREATE TASK a SCHEDULE = '5 MINUTES' AS SELECT 1; CREATE TASK b AFTER a AS SELECT 1; CREATE TASK c FINALIZE = a AS SELECT 1");
        Assert.Equal(["A"], Names("SHOW TASKS IN SCHEMA PUBLIC ROOT ONLY"));
        Assert.Equal(
            [
                """A|[]|{"Predecessors":[],"FinalizerTask":"D.PUBLIC.C"}""",
                """B|["D.PUBLIC.A"]|{"Predecessors":["D.PUBLIC.A"]}""",
                """C|[]|{"Predecessors":[],"FinalizedRootTask":"D.PUBLIC.A"}""",
            ],
            _sql.Rows("SHOW TASKS ->> SELECT \"name\", \"predecessors\", \"task_relations\" FROM $1"));
    }

    [Fact]
    public void ShowPipesAndFormats_SayWhatWasSetAndTheDefaults()
    {
        _sql.Run("""
            CREATE STAGE st URL = 's3://b/p/' COMMENT = 'c'; CREATE TABLE t (a INT);
            CREATE FILE FORMAT f TYPE = PARQUET BINARY_AS_TEXT = FALSE NULL_IF = ();
            CREATE PIPE p AUTO_INGEST = TRUE AS COPY INTO t FROM (SELECT $1:a::INT FROM @st/) FILE_FORMAT = (FORMAT_NAME = 'f')
            """);
        Assert.Equal("P|arn:aws:sqs:us-east-1:000000000000:sf-snowpipe-emulator|STAGE", _sql.One("SHOW PIPES ->> SELECT \"name\", \"notification_channel\", \"kind\" FROM $1"));
        Assert.Equal("s3://b/p/|EXTERNAL|AWS|c", _sql.One("SHOW STAGES ->> SELECT \"url\", \"type\", \"cloud\", \"comment\" FROM $1"));
        Assert.Equal(
            """{"TYPE":"PARQUET","TRIM_SPACE":false,"NULL_IF":[],"COMPRESSION":"AUTO","SNAPPY_COMPRESSION":true,"BINARY_AS_TEXT":false,"REPLACE_INVALID_CHARACTERS":false,"USE_LOGICAL_TYPE":false,"USE_VECTORIZED_SCANNER":false}""",
            _sql.One("SHOW FILE FORMATS ->> SELECT \"format_options\" FROM $1"));
    }

    [Fact]
    public void ShowParametersAndVariables_OfTheSession()
    {
        _sql.Run("ALTER SESSION SET QUERY_TAG = 'brand_a'; SET v = 5");
        Assert.Equal("QUERY_TAG|brand_a||SESSION", _sql.One("SHOW PARAMETERS LIKE 'query_tag' ->> SELECT \"key\", \"value\", \"default\", \"level\" FROM $1"));
        Assert.Equal("V|5", _sql.One("SHOW VARIABLES ->> SELECT \"name\", \"value\" FROM $1"));
        _sql.Run("ALTER SESSION UNSET QUERY_TAG");
        Assert.Equal("|", _sql.One("SHOW PARAMETERS LIKE 'query_tag' IN SESSION ->> SELECT \"value\", \"level\" FROM $1"));
    }
}
