using System.Data.Common;

namespace CdcToSnowflake.Emulator.Tests.Security;

/// <summary>Grants as "Overview of Access Control" has them: what another role than ACCOUNTADMIN may read and change.</summary>
public sealed class RoleTests : IDisposable
{
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;

    public RoleTests()
    {
        _sql = _emulator.OpenIn();
        _sql.Run("CREATE TABLE t (i INT); INSERT INTO t VALUES (1); CREATE VIEW v AS SELECT i FROM t; CREATE ROLE reader; CREATE ROLE writer");
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    [Fact]
    public void Reading_NeedsSelectAndUsageOnWhatItLiesIn()
    {
        _sql.Run("USE ROLE reader");
        Assert.Equal(2003, _sql.Fails("SELECT * FROM t").Number);
        _sql.Run("USE ROLE ACCOUNTADMIN; GRANT SELECT ON TABLE t TO ROLE reader; USE ROLE reader");
        Assert.Equal(2003, _sql.Fails("SELECT * FROM t").Number);
        _sql.Run("USE ROLE ACCOUNTADMIN; GRANT USAGE ON DATABASE D TO ROLE reader; GRANT USAGE ON SCHEMA D.PUBLIC TO ROLE reader; USE ROLE reader");
        Assert.Equal("1", _sql.One("SELECT * FROM t"));
        Assert.Equal((3001, "42501"), (_sql.Fails("INSERT INTO t VALUES (2)").Number, _sql.Fails("DELETE FROM t").SqlState));
        Assert.Equal(["T"], _sql.Rows("SHOW TABLES ->> SELECT \"name\" FROM $1"));
        Assert.Empty(_sql.Rows("SHOW VIEWS"));
        Assert.Equal(["T"], _sql.Rows("SELECT table_name FROM information_schema.tables"));
        _sql.Run("USE ROLE ACCOUNTADMIN; REVOKE SELECT ON TABLE t FROM ROLE reader; USE ROLE reader");
        Assert.Equal(2003, _sql.Fails("SELECT * FROM t").Number);
    }

    [Fact]
    public void View_ReadsItsTablesByItsOwnersRights()
    {
        _sql.Run("GRANT USAGE ON DATABASE D TO ROLE reader; GRANT USAGE ON ALL SCHEMAS IN DATABASE D TO ROLE reader; GRANT SELECT ON VIEW v TO ROLE reader; USE ROLE reader");
        Assert.Equal("1", _sql.One("SELECT * FROM v"));
        Assert.Equal(2003, _sql.Fails("SELECT * FROM t").Number);
    }

    [Fact]
    public void Roles_AreInheritedAndFutureGrantsComeWithTheObject()
    {
        _sql.Run("""
            GRANT USAGE ON DATABASE D TO ROLE reader; GRANT USAGE ON SCHEMA PUBLIC TO ROLE reader; GRANT SELECT ON FUTURE TABLES IN SCHEMA PUBLIC TO ROLE reader;
            GRANT INSERT ON FUTURE TABLES IN DATABASE D TO ROLE writer; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA PUBLIC TO ROLE writer; GRANT ROLE reader TO ROLE writer;
            CREATE TABLE u (i INT); USE ROLE writer; INSERT INTO t SELECT * FROM u; UPDATE t SET i = 5
            """);

        // A future grant of the schema takes the place of the database's.
        Assert.Equal(3001, _sql.Fails("INSERT INTO u VALUES (1)").Number);
        Assert.Equal(["READER|Y", "WRITER|N"], _sql.Rows("SHOW ROLES ->> SELECT \"name\", \"is_inherited\" FROM $1 WHERE \"name\" IN ('READER', 'WRITER')"));
        _sql.Run("USE ROLE ACCOUNTADMIN");
        Assert.Equal("READER|SELECT|TABLE|D.PUBLIC.<TABLE>", _sql.One("SHOW FUTURE GRANTS IN SCHEMA PUBLIC ->> SELECT \"grantee_name\", \"privilege\", \"grant_on\", \"name\" FROM $1"));
        Assert.Equal(["OWNERSHIP|ACCOUNTADMIN", "SELECT|READER"], _sql.Rows("SHOW GRANTS ON TABLE u ->> SELECT \"privilege\", \"grantee_name\" FROM $1"));
        Assert.Equal("WRITER", _sql.One("SHOW GRANTS OF ROLE reader ->> SELECT \"grantee_name\" FROM $1"));
        Assert.Contains("circle", _sql.Fails("GRANT ROLE writer TO ROLE reader").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FutureGrants_OnEachKind()
    {
        foreach (var kinds in new[] { "TABLES", "VIEWS", "STREAMS", "STAGES", "FILE FORMATS", "PIPES", "TASKS" })
        {
            _sql.Run($"GRANT ALL PRIVILEGES ON FUTURE {kinds} IN SCHEMA PUBLIC TO ROLE reader");
        }

        _sql.Run("""
            CREATE TABLE u (i INT); CREATE VIEW w AS SELECT 1 AS x; CREATE STREAM s ON TABLE u; CREATE STAGE st URL = 's3://b/'; CREATE FILE FORMAT f TYPE = JSON;
            CREATE PIPE p AS COPY INTO u FROM (SELECT $1:i::INT FROM @st/) FILE_FORMAT = (FORMAT_NAME = 'f'); CREATE TASK k SCHEDULE = '5 MINUTES' AS SELECT 1
            """);
        Assert.Equal(
            ["FILE_FORMAT", "PIPE", "STAGE", "STREAM", "TABLE", "TASK", "VIEW"],
            _sql.Rows("SHOW GRANTS TO ROLE reader ->> SELECT DISTINCT \"granted_on\" FROM $1 ORDER BY 1"));
    }

    [Fact]
    public void OtherRoles_DoNothingElse_RefusedByName()
    {
        _sql.Run("USE ROLE writer");
        Assert.Contains("CREATE TABLE as role WRITER", Assert.IsType<NotEmulatedException>(_sql.Fails("CREATE TABLE x (i INT)")).Message, StringComparison.Ordinal);
        Assert.Contains("DROP TABLE as role WRITER", _sql.Fails("DROP TABLE t").Message, StringComparison.Ordinal);
        Assert.Equal(2003, _sql.Fails("USE ROLE nobody").Number);
    }

    [Fact]
    public void Privileges_AreThoseOfTheKind()
    {
        Assert.Contains("privilege SELCT does not apply to TABLE", _sql.Fails("GRANT SELCT ON TABLE t TO ROLE reader").Message, StringComparison.Ordinal);
        Assert.Equal(2003, _sql.Fails("GRANT SELECT ON TABLE missing TO ROLE reader").Number);
        Assert.Equal(2003, _sql.Fails("GRANT SELECT ON TABLE t TO ROLE missing").Number);
        _sql.Run("GRANT SELECT ON TABLE t TO ROLE reader; GRANT SELECT ON TABLE t TO ROLE reader; CREATE OR REPLACE TABLE t (i INT)");
        Assert.Empty(_sql.Rows("SHOW GRANTS TO ROLE reader"));
    }
}
