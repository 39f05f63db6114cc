using System.Data.Common;

namespace CdcToSnowflake.Emulator.Tests.Definition;

public sealed class AlterTests : IDisposable
{
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;

    public AlterTests() => _sql = _emulator.OpenIn();

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    [Fact]
    public void Retention_OfTheDatabase_IsInheritedUnlessSet()
    {
        _sql.Run("CREATE TABLE a (i INT); CREATE TABLE b (i INT) DATA_RETENTION_TIME_IN_DAYS = 5; ALTER DATABASE D SET DATA_RETENTION_TIME_IN_DAYS = 3");
        const string Shown = "SHOW TABLES ->> SELECT \"name\", \"retention_time\" FROM $1";
        Assert.Equal(["A|3", "B|5"], _sql.Rows(Shown));
        _sql.Run("ALTER SCHEMA PUBLIC SET DATA_RETENTION_TIME_IN_DAYS = 2; ALTER TABLE b UNSET DATA_RETENTION_TIME_IN_DAYS");
        Assert.Equal(["A|2", "B|2"], _sql.Rows(Shown));
        _sql.Run("ALTER SCHEMA PUBLIC UNSET DATA_RETENTION_TIME_IN_DAYS; ALTER DATABASE D UNSET DATA_RETENTION_TIME_IN_DAYS");
        Assert.Equal(["A|1", "B|1"], _sql.Rows(Shown));
        Assert.Equal(1008, _sql.Fails("ALTER TABLE a SET DATA_RETENTION_TIME_IN_DAYS = 91").Number);
    }

    [Fact]
    public void Rename_OfEachKind_KeepsTheObject()
    {
        _sql.Run("""
            CREATE TABLE t (i INT); INSERT INTO t VALUES (7); CREATE STREAM s ON TABLE t; ALTER TABLE t RENAME TO t2; INSERT INTO t2 VALUES (8);
            CREATE VIEW v AS SELECT 1 AS x; ALTER VIEW v RENAME TO v2; CREATE STAGE st URL = 's3://b/'; ALTER STAGE st RENAME TO st2;
            CREATE FILE FORMAT f TYPE = JSON; ALTER FILE FORMAT f RENAME TO f2; CREATE ROLE r; GRANT SELECT ON TABLE t2 TO ROLE r; ALTER ROLE r RENAME TO r2;
            CREATE WAREHOUSE w; ALTER WAREHOUSE w RENAME TO w2
            """);
        Assert.Equal("8", _sql.One("SELECT i FROM s"));
        Assert.Equal("1", _sql.One("SELECT x FROM v2"));
        Assert.Equal("SELECT|TABLE|D.PUBLIC.T2|R2", _sql.One("SHOW GRANTS TO ROLE r2 ->> SELECT \"privilege\", \"granted_on\", \"name\", \"grantee_name\" FROM $1"));
        Assert.Equal(["ST2"], _sql.Rows("SHOW STAGES ->> SELECT \"name\" FROM $1"));
        Assert.Equal(["W2"], _sql.Rows("SHOW WAREHOUSES ->> SELECT \"name\" FROM $1"));
        Assert.Equal(2003, _sql.Fails("SHOW GRANTS TO ROLE r").Number);
        _sql.Run("CREATE TABLE t3 (i INT)");
        Assert.Equal(2002, _sql.Fails("ALTER TABLE t2 RENAME TO t3").Number);
    }

    [Fact]
    public void SwapWith_ExchangesNamesAndStreamsFollow()
    {
        _sql.Run("CREATE TABLE a (i INT); CREATE TABLE b (i INT); INSERT INTO a VALUES (1); INSERT INTO b VALUES (2); CREATE STREAM s ON TABLE a; ALTER TABLE a SWAP WITH b; INSERT INTO b VALUES (3)");
        Assert.Equal(["1", "3"], _sql.Rows("SELECT i FROM b ORDER BY i"));
        Assert.Equal("2", _sql.One("SELECT i FROM a"));
        Assert.Equal("3", _sql.One("SELECT i FROM s"));
    }

    [Fact]
    public void Comments_OfEachKind_SetAndUnset()
    {
        _sql.Run("CREATE TABLE t (i INT); CREATE STREAM s ON TABLE t; CREATE ROLE r; CREATE WAREHOUSE w; CREATE TAG g; CREATE SCHEMA x");
        foreach (var (kind, name, show) in new[] { ("TABLE", "D.PUBLIC.t", "TABLES"), ("STREAM", "D.PUBLIC.s", "STREAMS"), ("ROLE", "r", "ROLES"), ("WAREHOUSE", "w", "WAREHOUSES"), ("TAG", "D.PUBLIC.g", "TAGS"), ("SCHEMA", "x", "SCHEMAS") })
        {
            string Comment() => _sql.One($"SHOW {show} LIKE '{name.Split('.')[^1]}' ->> SELECT \"comment\" FROM $1");
            _sql.Run($"ALTER {kind} {name} SET COMMENT = 'one'");
            Assert.Equal("one", Comment());
            _sql.Run($"COMMENT ON {kind} {name} IS 'two'");
            Assert.Equal("two", Comment());
            _sql.Run($"ALTER {kind} {name} UNSET COMMENT");
            Assert.Equal(string.Empty, Comment());
        }
    }

    [Fact]
    public void StorageIntegration_LimitsWhereStagesMayLie()
    {
        _sql.Run("""
            CREATE STORAGE INTEGRATION i TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' ENABLED = TRUE STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::1:role/r'
            STORAGE_ALLOWED_LOCATIONS = ('s3://a/', 's3://b/in/') STORAGE_BLOCKED_LOCATIONS = ('s3://a/secret/');
            CREATE STAGE st URL = 's3://b/in/x/' STORAGE_INTEGRATION = i
            """);
        Assert.Contains("not allowed by integration I", _sql.Fails("CREATE STAGE st2 URL = 's3://b/out/' STORAGE_INTEGRATION = i").Message, StringComparison.Ordinal);
        Assert.Contains("not allowed by integration I", _sql.Fails("CREATE STAGE st2 URL = 's3://a/secret/' STORAGE_INTEGRATION = i").Message, StringComparison.Ordinal);
        Assert.Equal(2003, _sql.Fails("CREATE STAGE st2 URL = 's3://a/' STORAGE_INTEGRATION = j").Number);
        Assert.Equal(
            ["STORAGE_ALLOWED_LOCATIONS|s3://a/,s3://b/in/", "STORAGE_AWS_ROLE_ARN|arn:aws:iam::1:role/r"],
            _sql.Rows("DESC INTEGRATION i ->> SELECT \"property\", \"property_value\" FROM $1 WHERE \"property\" IN ('STORAGE_ALLOWED_LOCATIONS', 'STORAGE_AWS_ROLE_ARN')"));
        _sql.Run("ALTER STORAGE INTEGRATION i SET ENABLED = FALSE");
        Assert.Contains("not enabled", _sql.Fails("CREATE STAGE st2 URL = 's3://a/' STORAGE_INTEGRATION = i").Message, StringComparison.Ordinal);
        Assert.Equal("I|EXTERNAL_STAGE|STORAGE|false", _sql.One("SHOW STORAGE INTEGRATIONS ->> SELECT \"name\", \"type\", \"category\", \"enabled\" FROM $1"));
        Assert.Equal(2003, _sql.Fails("DROP NOTIFICATION INTEGRATION i").Number);
    }

    [Fact]
    public void NotificationIntegration_OfSnsIsTakenOthersAreRefused()
    {
        _sql.Run("CREATE NOTIFICATION INTEGRATION n ENABLED = TRUE DIRECTION = OUTBOUND TYPE = QUEUE NOTIFICATION_PROVIDER = AWS_SNS AWS_SNS_TOPIC_ARN = 'arn:t' AWS_SNS_ROLE_ARN = 'arn:r'");
        Assert.Equal("N|QUEUE - AWS_SNS|NOTIFICATION", _sql.One("SHOW NOTIFICATION INTEGRATIONS ->> SELECT \"name\", \"type\", \"category\" FROM $1"));
        Assert.IsType<NotEmulatedException>(_sql.Fails("CREATE NOTIFICATION INTEGRATION m ENABLED = TRUE TYPE = WEBHOOK"));
    }

    [Fact]
    public void Tags_AreCheckedShownAndForgotten()
    {
        _sql.Run("CREATE TAG g ALLOWED_VALUES 'a', 'b'; CREATE TABLE t (i INT) WITH TAG (g = 'a'); ALTER TABLE t MODIFY COLUMN i SET TAG g = 'b'; ALTER WAREHOUSE IF EXISTS nothing SET TAG g = 'a'");
        Assert.Equal("a|b|∅", _sql.One("SELECT SYSTEM$GET_TAG('g', 't', 'table'), SYSTEM$GET_TAG('g', 't.i', 'column'), SYSTEM$GET_TAG('g', 'D', 'database')"));
        Assert.Contains("not an allowed value", _sql.Fails("ALTER TABLE t SET TAG g = 'c'").Message, StringComparison.Ordinal);
        _sql.Run("ALTER TAG g ADD ALLOWED_VALUES 'c'; ALTER TABLE t SET TAG g = 'c'");
        Assert.Equal("""["a","b","c"]""", _sql.One("SHOW TAGS ->> SELECT \"allowed_values\" FROM $1"));
        _sql.Run("DROP TAG g; CREATE TAG g");
        Assert.Equal("∅", _sql.One("SELECT SYSTEM$GET_TAG('g', 't', 'table')"));
    }
}
