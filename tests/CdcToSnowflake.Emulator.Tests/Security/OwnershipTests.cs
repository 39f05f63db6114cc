using System.Data.Common;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Emulator.Tests.Security;

/// <summary>"GRANT OWNERSHIP" of tasks, and what follows from it by "Introduction to tasks": a task runs with what its owner may do.</summary>
public sealed class OwnershipTests : IDisposable
{
    private const string Owners = "SHOW TASKS ->> SELECT \"name\", \"owner\", \"state\", \"predecessors\" FROM $1 ORDER BY 1";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly SnowflakeEmulator _emulator;
    private readonly DbConnection _sql;

    public OwnershipTests()
    {
        _emulator = new SnowflakeEmulator(new EmulatorOptions { Clock = _clock });
        _sql = _emulator.OpenIn();
        _sql.Run("""
            CREATE ROLE merger; GRANT EXECUTE TASK ON ACCOUNT TO ROLE merger; GRANT EXECUTE MANAGED TASK ON ACCOUNT TO ROLE merger; GRANT USAGE ON DATABASE D TO ROLE merger; GRANT USAGE ON SCHEMA PUBLIC TO ROLE merger;
            CREATE TABLE t (i INT); CREATE TASK k SCHEDULE = '1 MINUTE' AS INSERT INTO t VALUES (1)
            """);
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    [Fact]
    public async Task ATask_RunsAsItsOwner_WhichMustBeAllowedWhatItDoes()
    {
        _sql.Run("GRANT OWNERSHIP ON TASK k TO ROLE merger; ALTER TASK k RESUME");
        await NextMinuteAsync();
        Assert.StartsWith("FAILED|", LastRun(), StringComparison.Ordinal);
        Assert.Contains("does not exist or not authorized", LastRun(), StringComparison.Ordinal);
        Assert.Equal("0", _sql.One("SELECT COUNT(*) FROM t"));

        _sql.Run("GRANT INSERT ON TABLE t TO ROLE merger");
        await NextMinuteAsync();
        Assert.Equal("SUCCEEDED|∅", LastRun());
        Assert.Equal("1", _sql.One("SELECT COUNT(*) FROM t"));
    }

    [Theory]
    [InlineData("EXECUTE MANAGED TASK", "")]
    [InlineData("EXECUTE TASK", "WAREHOUSE = w")]
    public async Task ATask_WhoseOwnerMayNotExecuteTasks_Fails(string privilege, string compute)
    {
        _sql.Run($"CREATE WAREHOUSE w; GRANT USAGE ON WAREHOUSE w TO ROLE merger; CREATE OR REPLACE TASK k {compute} SCHEDULE = '1 MINUTE' AS INSERT INTO t VALUES (1); GRANT INSERT ON TABLE t TO ROLE merger; GRANT OWNERSHIP ON TASK k TO ROLE merger; ALTER TASK k RESUME; REVOKE {privilege} ON ACCOUNT FROM ROLE merger");
        await NextMinuteAsync();
        Assert.Contains($"{privilege} privilege must be granted to owner role", LastRun(), StringComparison.Ordinal);

        _sql.Run($"GRANT {privilege} ON ACCOUNT TO ROLE merger");
        await NextMinuteAsync();
        Assert.Equal("SUCCEEDED|∅", LastRun());
    }

    [Fact]
    public void ATask_ThatRuns_IsGivenOnlyByCopyingGrants_AndIsSuspendedThen()
    {
        _sql.Run("ALTER TASK k RESUME");
        Assert.Contains("not suspended", _sql.Fails("GRANT OWNERSHIP ON TASK k TO ROLE merger").Message, StringComparison.Ordinal);
        _sql.Run("GRANT OWNERSHIP ON TASK k TO ROLE merger COPY CURRENT GRANTS");
        Assert.Equal(["K|MERGER|suspended|[]"], _sql.Rows(Owners));
        Assert.Contains("OWNERSHIP|TASK|D.PUBLIC.K", _sql.Rows("SHOW GRANTS TO ROLE merger ->> SELECT \"privilege\", \"granted_on\", \"name\" FROM $1"));
        Assert.Equal("OWNERSHIP|MERGER", _sql.One("SHOW GRANTS ON TASK k ->> SELECT \"privilege\", \"grantee_name\" FROM $1"));

        // To its owner anew: nothing happens.
        _sql.Run("ALTER TASK k RESUME; GRANT OWNERSHIP ON TASK k TO ROLE merger COPY CURRENT GRANTS");
        Assert.Equal(["K|MERGER|started|[]"], _sql.Rows(Owners));
    }

    [Fact]
    public void GrantsOnIt_AreCopiedOrRevoked_OrStandInTheWay()
    {
        const string Held = "SHOW GRANTS ON TASK k ->> SELECT \"privilege\" FROM $1 WHERE \"privilege\" <> 'OWNERSHIP'";
        _sql.Run("CREATE ROLE looker; GRANT MONITOR ON TASK k TO ROLE looker");
        Assert.Contains("Dependent grant of privilege 'MONITOR'", _sql.Fails("GRANT OWNERSHIP ON TASK k TO ROLE merger").Message, StringComparison.Ordinal);
        _sql.Run("GRANT OWNERSHIP ON TASK k TO ROLE merger COPY CURRENT GRANTS");
        Assert.Equal(["MONITOR"], _sql.Rows(Held));
        _sql.Run("GRANT OWNERSHIP ON TASK k TO ROLE SYSADMIN REVOKE CURRENT GRANTS");
        Assert.Empty(_sql.Rows(Held));
    }

    [Fact]
    public void OfAGraph_AllKeepTheirLinks_OneLosesThem()
    {
        _sql.Run("CREATE TASK l AFTER k AS SELECT 1; CREATE TASK m AFTER l AS SELECT 1; GRANT OWNERSHIP ON ALL TASKS IN SCHEMA PUBLIC TO ROLE merger");
        Assert.Equal(["K|MERGER|suspended|[]", "L|MERGER|suspended|[\"D.PUBLIC.K\"]", "M|MERGER|suspended|[\"D.PUBLIC.L\"]"], _sql.Rows(Owners));
        _sql.Run("GRANT OWNERSHIP ON TASK l TO ROLE SYSADMIN");
        Assert.Equal(["K|MERGER|suspended|[]", "L|SYSADMIN|suspended|[]", "M|MERGER|suspended|[]"], _sql.Rows(Owners));
    }

    [Theory]
    [InlineData("GRANT OWNERSHIP ON TABLE t TO ROLE merger", "GRANT OWNERSHIP ON TABLE")]
    [InlineData("GRANT OWNERSHIP ON FUTURE PIPES IN SCHEMA PUBLIC TO ROLE merger", "GRANT OWNERSHIP ON FUTURE PIPE")]
    [InlineData("GRANT OWNERSHIP ON FUTURE TASKS IN SCHEMA PUBLIC TO ROLE merger", "GRANT OWNERSHIP ON FUTURE TASK")]
    public void OfAnythingElse_RefusedByName(string sql, string feature) => Assert.Equal(feature, Assert.IsType<NotEmulatedException>(_sql.Fails(sql)).Feature);

    private async Task NextMinuteAsync()
    {
        _clock.Advance(TimeSpan.FromMinutes(1));
        await _emulator.DrainAsync(TestContext.Current.CancellationToken);
    }

    private string? LastRun() => _sql.One("SELECT state, error_message FROM TABLE(INFORMATION_SCHEMA.TASK_HISTORY()) WHERE completed_time IS NOT NULL ORDER BY completed_time DESC LIMIT 1");
}
