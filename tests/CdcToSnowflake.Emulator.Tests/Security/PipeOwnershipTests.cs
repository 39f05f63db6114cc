using System.Data.Common;
using System.Text.Json;
using CdcToSnowflake.Emulator.Tests.Pipes;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Emulator.Tests.Security;

/// <summary>"GRANT OWNERSHIP" of pipes, by "Managing Snowpipe" and "SYSTEM$PIPE_FORCE_RESUME": a pipe loads with what its owner may do.</summary>
public sealed class PipeOwnershipTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pipe-owner-").FullName;
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;

    public PipeOwnershipTests()
    {
        _sql = _emulator.OpenIn();
        _sql.Run($"""
            CREATE ROLE loader; GRANT USAGE ON DATABASE D TO ROLE loader; GRANT USAGE ON SCHEMA PUBLIC TO ROLE loader;
            CREATE TABLE t (a INT); CREATE FILE FORMAT f TYPE = PARQUET; CREATE STAGE st URL = '{new FolderObjectStore(_folder).Location.AbsoluteUri}';
            CREATE PIPE p AUTO_INGEST = TRUE AS COPY INTO t FROM (SELECT $1:"a"::INT FROM @st/in/) FILE_FORMAT = (FORMAT_NAME = f)
            """);
    }

    private string Status => JsonDocument.Parse(_sql.One("SELECT SYSTEM$PIPE_STATUS('p')")).RootElement is var status && status.TryGetProperty("error", out var error)
        ? $"{status.GetProperty("executionState")} {error}"
        : status.GetProperty("executionState").ToString();

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void APipe_IsGivenOnlyWhilePaused_AndResumedOnlyByForce()
    {
        Assert.Contains("not in paused state", _sql.Fails("GRANT OWNERSHIP ON PIPE p TO ROLE loader COPY CURRENT GRANTS").Message, StringComparison.Ordinal);
        _sql.Run("ALTER PIPE p SET PIPE_EXECUTION_PAUSED = TRUE; GRANT OWNERSHIP ON PIPE p TO ROLE loader COPY CURRENT GRANTS");
        Assert.Equal("LOADER", _sql.One("SHOW PIPES ->> SELECT \"owner\" FROM $1"));
        Assert.Equal("LOADER", _sql.One("SELECT PIPE_OWNER FROM INFORMATION_SCHEMA.PIPES"));
        Assert.Contains("OWNERSHIP|PIPE|D.PUBLIC.P", _sql.Rows("SHOW GRANTS TO ROLE loader ->> SELECT \"privilege\", \"granted_on\", \"name\" FROM $1"));

        Assert.Contains("got another owner", _sql.Fails("ALTER PIPE p SET PIPE_EXECUTION_PAUSED = FALSE").Message, StringComparison.Ordinal);
        Assert.Contains("got another owner", _sql.Fails("SELECT SYSTEM$PIPE_FORCE_RESUME('p', 'staleness_check_override')").Message, StringComparison.Ordinal);
        _sql.Run("SELECT SYSTEM$PIPE_FORCE_RESUME('p')");

        // From then on it is paused and resumed as any other.
        _sql.Run("ALTER PIPE p SET PIPE_EXECUTION_PAUSED = TRUE; ALTER PIPE p SET PIPE_EXECUTION_PAUSED = FALSE");
    }

    [Fact]
    public void GrantsOnIt_AreCopiedOrStandInTheWay_AndNoneIsInBulk()
    {
        _sql.Run("CREATE ROLE looker; GRANT MONITOR ON PIPE p TO ROLE looker; ALTER PIPE p SET PIPE_EXECUTION_PAUSED = TRUE");
        Assert.Contains("Dependent grant of privilege 'MONITOR' on pipe", _sql.Fails("GRANT OWNERSHIP ON PIPE p TO ROLE loader").Message, StringComparison.Ordinal);
        Assert.Contains("bulk grants on pipes", _sql.Fails("GRANT OWNERSHIP ON ALL PIPES IN SCHEMA PUBLIC TO ROLE loader").Message, StringComparison.Ordinal);
        _sql.Run("GRANT OWNERSHIP ON PIPE p TO ROLE loader COPY CURRENT GRANTS");
        Assert.Equal(["OWNERSHIP|LOADER", "MONITOR|LOOKER"], _sql.Rows("SHOW GRANTS ON PIPE p ->> SELECT \"privilege\", \"grantee_name\" FROM $1"));
    }

    [Theory]
    [InlineData("USAGE ON STAGE st")]
    [InlineData("USAGE ON FILE FORMAT f")]
    [InlineData("SELECT ON TABLE t")]
    [InlineData("INSERT ON TABLE t")]
    [InlineData("USAGE ON SCHEMA PUBLIC")]
    public async Task APipe_WhoseOwnerMayNotLoad_StallsWithItsFilesWaiting(string lacking)
    {
        _sql.Run("GRANT USAGE ON STAGE st TO ROLE loader; GRANT USAGE ON FILE FORMAT f TO ROLE loader; GRANT SELECT, INSERT ON TABLE t TO ROLE loader");
        _sql.Run("ALTER PIPE p SET PIPE_EXECUTION_PAUSED = TRUE; GRANT OWNERSHIP ON PIPE p TO ROLE loader; SELECT SYSTEM$PIPE_FORCE_RESUME('p')");
        Assert.Equal("RUNNING", Status);
        _sql.Run($"REVOKE {lacking} FROM ROLE loader");
        var store = await _emulator.WatchAsync(new FolderObjectStore(_folder));
        await StagedFiles.PutAsync(store, "in/1.parquet", "SELECT 1 AS a");

        await _emulator.DrainAsync();
        Assert.StartsWith("STALLED_COMPILATION_ERROR", Status, StringComparison.Ordinal);
        Assert.Equal("0", _sql.One("SELECT COUNT(*) FROM t"));

        _sql.Run($"GRANT {lacking} TO ROLE loader");
        await _emulator.DrainAsync();
        Assert.Equal("RUNNING", Status);
        Assert.Equal("1", _sql.One("SELECT COUNT(*) FROM t"));
    }
}
