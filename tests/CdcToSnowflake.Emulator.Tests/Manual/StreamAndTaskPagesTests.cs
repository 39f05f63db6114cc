using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Emulator.Tests.Manual;

/// <summary>What the manual's pages say of MERGE, streams and tasks; each test's name begins with its page's title.</summary>
public sealed class StreamAndTaskPagesTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly SnowflakeEmulator _emulator;
    private readonly DbConnection _sql;

    public StreamAndTaskPagesTests()
    {
        _emulator = new SnowflakeEmulator(new EmulatorOptions { Clock = _clock });
        _sql = _emulator.OpenIn();
        _sql.Run("CREATE TABLE t (id NUMBER(10,0), v VARCHAR)");
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    [Theory]
    [InlineData("", 14)]
    [InlineData("DATA_RETENTION_TIME_IN_DAYS = 20", 20)]
    [InlineData("DATA_RETENTION_TIME_IN_DAYS = 0 MAX_DATA_EXTENSION_TIME_IN_DAYS = 90", 90)]
    [InlineData("DATA_RETENTION_TIME_IN_DAYS = 2 MAX_DATA_EXTENSION_TIME_IN_DAYS = 5", 5)]
    [InlineData("DATA_RETENTION_TIME_IN_DAYS = 2 MAX_DATA_EXTENSION_TIME_IN_DAYS = 0", 2)]
    public void IntroductionToStreams_StaleAfter_IsTheLastConsumptionAndTheLongerOfRetentionAndExtension(string options, int days)
    {
        _sql.Run($"CREATE TABLE kept (id NUMBER(10,0)) {options}; CREATE TABLE sink (id NUMBER(10,0)); CREATE STREAM s ON TABLE kept");
        _clock.Advance(TimeSpan.FromDays(1));
        _sql.Run("INSERT INTO kept VALUES (1); INSERT INTO sink SELECT id FROM s");
        var until = new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero).AddDays(days);
        Assert.Contains(until.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), _sql.One("SHOW STREAMS"), StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromDays(days) - TimeSpan.FromSeconds(1));
        Assert.Empty(_sql.Rows("SELECT * FROM s"));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Contains("stale", _sql.Fails("SELECT * FROM s").Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void IntroductionToStreams_CreateTableAsSelect_ConsumesAsWell()
    {
        _sql.Run("CREATE STREAM s ON TABLE t; INSERT INTO t VALUES (1, 'x'); CREATE TABLE copied AS SELECT id FROM s");
        Assert.Equal(["1"], _sql.Rows("SELECT id FROM copied"));
        Assert.Empty(_sql.Rows("SELECT * FROM s"));
    }

    [Fact]
    public void SystemStreamHasData_StaysTrueUntilConsumed()
    {
        _sql.Run("CREATE STREAM s ON TABLE t; INSERT INTO t VALUES (1, 'x')");
        Assert.Equal("true", _sql.One("SELECT SYSTEM$STREAM_HAS_DATA('s')"));
        Assert.Equal("true", _sql.One("SELECT SYSTEM$STREAM_HAS_DATA('s')"));
        _sql.Run("CREATE TABLE sink (id NUMBER(10,0)); INSERT INTO sink SELECT id FROM s");
        Assert.Equal("false", _sql.One("SELECT SYSTEM$STREAM_HAS_DATA('s')"));
    }

    [Fact]
    public void Merge_EqualNull_MatchesNulls()
    {
        _sql.Run("INSERT INTO t VALUES (NULL, 'old'); MERGE INTO t USING (SELECT NULL::NUMBER(10,0) AS id) AS s ON EQUAL_NULL(t.id, s.id) WHEN MATCHED THEN UPDATE SET v = 'new' WHEN NOT MATCHED THEN INSERT VALUES (0, 'more')");
        Assert.Equal(["∅|new"], _sql.Rows("SELECT id, v FROM t"));
    }

    [Fact]
    public void Merge_SeveralSourceRowsThatUpdateOne_100090And42P18()
    {
        _sql.Run("INSERT INTO t VALUES (1, 'old')");
        var error = _sql.Fails("MERGE INTO t USING (SELECT 1 AS id UNION ALL SELECT 1) AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = 'new'");
        Assert.Equal((100090, "42P18"), (error.Number, error.SqlState));
        Assert.Contains("Duplicate row detected during DML action", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateTask_IsSuspended_OrReplaceSuspendsAgain()
    {
        string State() => Assert.Single(_sql.Rows("SHOW TASKS"), row => row.Contains("|K|", StringComparison.Ordinal)).Contains("|started|", StringComparison.Ordinal) ? "started" : "suspended";
        _sql.Run("CREATE TASK k SCHEDULE = '1 MINUTE' AS SELECT 1");
        Assert.Equal("suspended", State());
        _sql.Run("ALTER TASK k RESUME");
        Assert.Equal("started", State());
        _sql.Run("CREATE OR REPLACE TASK k SCHEDULE = '1 MINUTE' AS SELECT 1");
        Assert.Equal("suspended", State());
    }

    [Fact]
    public async Task TaskHistory_100RowsByDefault_TheLatest()
    {
        _sql.Run("CREATE TASK k SCHEDULE = '1 MINUTE' AS SELECT 1; ALTER TASK k RESUME");
        for (var minute = 0; minute < 105; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await _emulator.StepAsync();
        }

        Assert.Equal("100", _sql.One("SELECT COUNT(*) FROM TABLE(information_schema.task_history())"));
        Assert.Equal("106", _sql.One("SELECT COUNT(*) FROM TABLE(information_schema.task_history(RESULT_LIMIT => 1000))"));
    }
}
