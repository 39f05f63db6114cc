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
        _sql.Run("CREATE TABLE t (i INT); INSERT INTO t VALUES (1); CREATE VIEW v AS SELECT i FROM t; CREATE ROLE reader; CREATE ROLE writer; GRANT ROLE reader TO ROLE SYSADMIN; GRANT ROLE writer TO USER emulator; USE SECONDARY ROLES NONE");
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    /// <summary>"CREATE VIEW": COPY GRANTS keeps what was granted on the view, and brings nothing of future grants.</summary>
    [Theory]
    [InlineData("", "reader")]
    [InlineData("COPY GRANTS", "other")]
    public void AReplacedView_HasFutureGrantsOrThoseOfTheOneBefore(string clause, string holder)
    {
        _sql.Run($"CREATE ROLE other; CREATE VIEW kept AS SELECT 1 AS a; GRANT SELECT ON VIEW kept TO ROLE other; GRANT SELECT ON FUTURE VIEWS IN SCHEMA PUBLIC TO ROLE reader; CREATE OR REPLACE VIEW kept {clause} AS SELECT 2 AS a");

        Assert.Equal([holder.ToUpperInvariant()], _sql.Rows("SHOW GRANTS ON VIEW kept ->> SELECT \"grantee_name\" FROM $1 WHERE \"privilege\" = 'SELECT'"));
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
        Assert.Equal(["SYSADMIN", "WRITER"], _sql.Rows("SHOW GRANTS OF ROLE reader ->> SELECT \"grantee_name\" FROM $1"));
        Assert.Contains("circle", _sql.Fails("GRANT ROLE writer TO ROLE reader").Message, StringComparison.Ordinal);
    }

    /// <summary>"COPY INTO &lt;table&gt;": USAGE on an external stage and on a named format, beside INSERT.</summary>
    [Fact]
    public void Copy_NeedsUsageOnItsStageAndFormat()
    {
        _sql.Run("""
            CREATE STAGE st URL = 's3://b/'; CREATE FILE FORMAT f TYPE = JSON; GRANT USAGE ON DATABASE D TO ROLE writer; GRANT USAGE ON SCHEMA PUBLIC TO ROLE writer; GRANT INSERT ON TABLE t TO ROLE writer
            """);
        const string Copy = "USE ROLE writer; COPY INTO t FROM (SELECT $1:i::INT FROM @st/) FILE_FORMAT = (FORMAT_NAME = 'f')";

        Assert.Contains("'ST'", _sql.Fails(Copy).Message, StringComparison.OrdinalIgnoreCase);
        _sql.Run("USE ROLE ACCOUNTADMIN; GRANT USAGE ON STAGE st TO ROLE writer");
        Assert.Contains("'F'", _sql.Fails(Copy).Message, StringComparison.OrdinalIgnoreCase);
        _sql.Run("USE ROLE ACCOUNTADMIN; GRANT USAGE ON FILE FORMAT f TO ROLE writer");
        Assert.Contains("no store is known", _sql.Fails(Copy).Message, StringComparison.Ordinal);
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

    /// <summary>USE ROLE: "To use a role, the role must have been granted to the user", and who made it was not.</summary>
    [Fact]
    public void UseRole_NotGrantedToTheUser_Refused()
    {
        _sql.Run("CREATE ROLE other; CREATE ROLE above; GRANT ROLE other TO ROLE above");
        var refused = _sql.Fails("USE ROLE other");
        Assert.Equal((3013, "42501"), (refused.Number, refused.SqlState));
        Assert.Equal(3013, _sql.Fails("USE SECONDARY ROLES reader, other").Number);
        _sql.Run("GRANT ROLE above TO USER emulator; USE ROLE other");
        Assert.Equal("OTHER", _sql.One("SELECT CURRENT_ROLE()"));
    }

    /// <summary>USE SECONDARY ROLES, IS_ROLE_IN_SESSION and CURRENT_SECONDARY_ROLES.</summary>
    [Fact]
    public void SecondaryRoles_CountForPrivilegesAndIsRoleInSession()
    {
        _sql.Run("GRANT USAGE ON DATABASE D TO ROLE reader; GRANT USAGE ON SCHEMA D.PUBLIC TO ROLE reader; GRANT SELECT ON TABLE t TO ROLE reader; USE ROLE writer");
        const string Seen = "SELECT IS_ROLE_IN_SESSION('WRITER'), IS_ROLE_IN_SESSION('READER'), IS_ROLE_IN_SESSION('SYSADMIN'), CURRENT_SECONDARY_ROLES()";
        Assert.Equal("true|false|false|{\"roles\":\"\",\"value\":\"\"}", _sql.One(Seen));
        Assert.Equal(2003, _sql.Fails("SELECT * FROM t").Number);
        _sql.Run("USE SECONDARY ROLES reader");
        Assert.Equal("true|true|false|{\"roles\":\"READER\",\"value\":\"READER\"}", _sql.One(Seen));
        Assert.Equal("1", _sql.One("SELECT * FROM t"));
        using var fresh = _emulator.OpenConnection();
        fresh.Run("USE ROLE reader");
        Assert.Equal("true|true|true|{\"roles\":\"ACCOUNTADMIN,WRITER\",\"value\":\"ALL\"}", fresh.One(Seen));
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
