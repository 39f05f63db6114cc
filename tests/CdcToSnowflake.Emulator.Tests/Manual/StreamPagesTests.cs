using System.Data.Common;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Emulator.Tests.Manual;

/// <summary>What the manual's pages say of streams; each test's name begins with its page's title.</summary>
public sealed class StreamPagesTests : IDisposable
{
    private const string Changes = "SELECT id, v, METADATA$ACTION, METADATA$ISUPDATE FROM s ORDER BY id, METADATA$ACTION";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly SnowflakeEmulator _emulator;
    private readonly DbConnection _sql;

    public StreamPagesTests()
    {
        _emulator = new SnowflakeEmulator(new EmulatorOptions { Clock = _clock, LockTimeout = TimeSpan.FromMilliseconds(50) });
        _sql = _emulator.OpenIn();
        _sql.Run("CREATE TABLE t (id NUMBER(10,0), v VARCHAR) CHANGE_TRACKING = TRUE; INSERT INTO t VALUES (1, 'one'); CREATE STREAM s ON TABLE t; CREATE TABLE sink (id NUMBER(10,0))");
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    [Theory]
    [InlineData("INSERT INTO t VALUES (2, 'x'); DELETE FROM t WHERE id = 2", "")]
    [InlineData("INSERT INTO t VALUES (2, 'x'); UPDATE t SET v = 'y' WHERE id = 2", "2|y|INSERT|false")]
    [InlineData("UPDATE t SET v = 'y' WHERE id = 1", "1|one|DELETE|true 1|y|INSERT|true")]
    [InlineData("UPDATE t SET v = 'y' WHERE id = 1; UPDATE t SET v = 'z' WHERE id = 1", "1|one|DELETE|true 1|z|INSERT|true")]
    [InlineData("UPDATE t SET v = 'y' WHERE id = 1; DELETE FROM t", "1|one|DELETE|false")]
    [InlineData("DELETE FROM t; INSERT INTO t VALUES (1, 'again')", "1|one|DELETE|false 1|again|INSERT|false")]
    [InlineData("TRUNCATE TABLE t", "1|one|DELETE|false")]
    public void IntroductionToStreams_StreamColumns_AreTheNetDeltaOfTheWindow(string changes, string expected)
    {
        _sql.Run(changes);
        Assert.Equal(expected, string.Join(' ', _sql.Rows(Changes)));
    }

    [Fact]
    public void IntroductionToStreams_MetadataRowId_IsOneForAnUpdatesPair_AndAnotherForARowThatCameAgain()
    {
        _sql.Run("UPDATE t SET v = 'y' WHERE id = 1");
        Assert.Equal("1", _sql.One("SELECT COUNT(DISTINCT METADATA$ROW_ID) FROM s"));
        _sql.Run("INSERT INTO sink SELECT id FROM s; DELETE FROM t; INSERT INTO t VALUES (1, 'again')");
        Assert.Equal("2", _sql.One("SELECT COUNT(DISTINCT METADATA$ROW_ID) FROM s"));
    }

    /// <summary>A row stays itself whatever of it changes; DuckDB gives it another rowid where a key or a list does.</summary>
    [Theory]
    [InlineData("UPDATE k SET id = 7")]
    [InlineData("UPDATE k SET list = ARRAY_CONSTRUCT(3)")]
    [InlineData("MERGE INTO k USING (SELECT 1 AS id) AS u ON k.id = u.id WHEN MATCHED THEN UPDATE SET id = 7, list = ARRAY_CONSTRUCT(3)")]
    public void IntroductionToStreams_MetadataRowId_IsTheRows_WhenItsKeyOrAListChangesToo(string change)
    {
        _sql.Run($"CREATE TABLE k (id NUMBER(10,0), list ARRAY, PRIMARY KEY (id)); INSERT INTO k SELECT 1, ARRAY_CONSTRUCT(1, 2); CREATE STREAM c ON TABLE k; {change}");
        Assert.Equal(["DELETE|true", "INSERT|true"], _sql.Rows("SELECT METADATA$ACTION, METADATA$ISUPDATE FROM c ORDER BY 1"));
        Assert.Equal("1", _sql.One("SELECT COUNT(DISTINCT METADATA$ROW_ID) FROM c"));
    }

    [Fact]
    public void IntroductionToStreams_AppendOnly_ShowsInsertsWhateverBecameOfThem_AndNoTruncate()
    {
        _sql.Run("CREATE STREAM a ON TABLE t APPEND_ONLY = TRUE; INSERT INTO t VALUES (2, 'x'); DELETE FROM t WHERE id = 2; UPDATE t SET v = 'y'; TRUNCATE TABLE t");
        Assert.Equal(["2|x|INSERT|false"], _sql.Rows(Changes.Replace(" s ", " a ", StringComparison.Ordinal)));
    }

    [Fact]
    public void IntroductionToStreams_DataConsumption_AFilterThatTakesNothingConsumesAll()
    {
        _sql.Run("INSERT INTO t VALUES (2, 'x'); INSERT INTO sink SELECT id FROM s WHERE FALSE");
        Assert.Empty(_sql.Rows(Changes));
    }

    [Fact]
    public void IntroductionToStreams_DataConsumption_AQueryAloneConsumesNothing_NorATransactionThatIsRolledBack()
    {
        _sql.Run("INSERT INTO t VALUES (2, 'x'); SELECT * FROM s; BEGIN TRANSACTION; INSERT INTO sink SELECT id FROM s; ROLLBACK");
        Assert.Equal(["2|x|INSERT|false"], _sql.Rows(Changes));
    }

    [Fact]
    public void IntroductionToStreams_RepeatableRead_StatementsOfATransactionSeeOneWindow_WithoutItsOwnChanges()
    {
        _sql.Run("INSERT INTO t VALUES (2, 'x'); BEGIN TRANSACTION; INSERT INTO sink SELECT id FROM s; INSERT INTO t VALUES (3, 'mine'); INSERT INTO sink SELECT id FROM s; COMMIT");
        Assert.Equal(["2", "2"], _sql.Rows("SELECT id FROM sink"));
        Assert.Equal(["3|mine|INSERT|false"], _sql.Rows(Changes));
    }

    [Fact]
    public void IntroductionToStreams_RepeatableRead_WhatIsCommittedAfterItsBegin_IsLeftForTheNext()
    {
        using var other = _emulator.OpenIn();
        _sql.Run("INSERT INTO t VALUES (2, 'x'); BEGIN TRANSACTION");
        other.Run("INSERT INTO t VALUES (3, 'meanwhile'); UPDATE t SET v = 'y' WHERE id = 2");
        _sql.Run("INSERT INTO sink SELECT id FROM s; COMMIT");
        Assert.Equal(["2"], _sql.Rows("SELECT id FROM sink"));
        Assert.Equal(["2|x|DELETE|true", "2|y|INSERT|true", "3|meanwhile|INSERT|false"], _sql.Rows(Changes));
    }

    /// <summary>The page's own table of two transactions, and what its text says of the lock: here it is that of all writers, so DML of others waits too.</summary>
    [Fact]
    public void IntroductionToStreams_RepeatableRead_UsedInDmlTheStreamIsLockedUntilTheEnd_ReadersSeeItAtTheirOwnBegin()
    {
        using var other = _emulator.OpenIn();
        using var reader = _emulator.OpenIn();
        _sql.Run("INSERT INTO t VALUES (2, 'x'); BEGIN TRANSACTION; INSERT INTO sink SELECT id FROM s; INSERT INTO t VALUES (3, 'mine')");
        Assert.Equal(625, other.Fails("INSERT INTO sink SELECT id FROM s").Number);
        reader.Run("BEGIN TRANSACTION");
        Assert.Equal(["2|x|INSERT|false"], reader.Rows(Changes));
        Assert.Equal(["2|x|INSERT|false"], _sql.Rows(Changes));
        _sql.Run("COMMIT");
        reader.Run("ROLLBACK");
        Assert.Equal(["3|mine|INSERT|false"], reader.Rows(Changes));
        other.Run("INSERT INTO sink SELECT id FROM s");
        Assert.Equal(["2", "3"], _sql.Rows("SELECT id FROM sink ORDER BY id"));
    }

    [Fact]
    public void SystemStreamHasData_OfRowsThatCameAndWent_MayBeTrue()
    {
        _sql.Run("INSERT INTO t VALUES (2, 'x'); DELETE FROM t WHERE id = 2");
        Assert.Empty(_sql.Rows(Changes));
        Assert.Equal("true", _sql.One("SELECT SYSTEM$STREAM_HAS_DATA('s')"));
    }

    [Theory]
    [InlineData("s", "INSERT INTO t VALUES (2, 'x')")]
    [InlineData("s", "UPDATE t SET v = 'x'")]
    [InlineData("s", "DELETE FROM t")]
    [InlineData("s", "TRUNCATE TABLE t")]
    [InlineData("s", "MERGE INTO t USING (SELECT 1 AS id) AS u ON t.id = u.id WHEN MATCHED THEN DELETE")]
    [InlineData("s", "BEGIN TRANSACTION; DELETE FROM t; INSERT INTO t VALUES (1, 'one'); COMMIT")]
    [InlineData("a", "INSERT INTO t VALUES (2, 'x'); DELETE FROM t")]
    [InlineData("i", "SELECT 1")]
    public void SystemStreamHasData_OfAnyChange_IsNeverFalse(string stream, string change)
    {
        _sql.Run($"CREATE STREAM a ON TABLE t APPEND_ONLY = TRUE; CREATE STREAM i ON TABLE t SHOW_INITIAL_ROWS = TRUE; {change}");
        Assert.NotEmpty(_sql.Rows($"SELECT * FROM {stream}"));
        Assert.Equal("true", _sql.One($"SELECT SYSTEM$STREAM_HAS_DATA('{stream}')"));
    }

    [Fact]
    public void IntroductionToStreams_DataConsumption_CopyIntoALocation_RefusedByName()
    {
        _sql.Run("CREATE STAGE st URL = 's3://b/'");
        Assert.Equal("COPY INTO a location", Assert.IsType<NotEmulatedException>(_sql.Fails("COPY INTO @st/out/ FROM (SELECT id FROM s)")).Feature);
    }

    [Fact]
    public void IntroductionToStreams_MultipleConsumers_EachStreamHasItsOwnOffset()
    {
        _sql.Run("CREATE STREAM s2 ON TABLE t; INSERT INTO t VALUES (2, 'x'); INSERT INTO sink SELECT id FROM s");
        Assert.Empty(_sql.Rows(Changes));
        Assert.Equal(["2"], _sql.Rows("SELECT id FROM s2"));
    }

    [Fact]
    public void CreateStream_ShowInitialRows_TheFirstConsumptionHasTheRowsOfItsCreation()
    {
        _sql.Run("CREATE STREAM i ON TABLE t SHOW_INITIAL_ROWS = TRUE; UPDATE t SET v = 'later'");
        Assert.Equal(["1|one|INSERT|false"], _sql.Rows(Changes.Replace(" s ", " i ", StringComparison.Ordinal)));
        _sql.Run("INSERT INTO sink SELECT id FROM i");
        Assert.Equal(["1|one|DELETE|true", "1|later|INSERT|true"], _sql.Rows(Changes.Replace(" s ", " i ", StringComparison.Ordinal)));
    }

    [Fact]
    public void CreateStream_AtStream_BeginsWhereTheOtherStands()
    {
        _sql.Run("INSERT INTO t VALUES (2, 'x'); CREATE STREAM same ON TABLE t AT (STREAM => 's')");
        Assert.Equal(["2|x"], _sql.Rows("SELECT id, v FROM same"));
    }

    [Theory]
    [InlineData("CREATE OR REPLACE TABLE t (id NUMBER(10,0), v VARCHAR)", true)]
    [InlineData("ALTER TABLE t RENAME TO t2", false)]
    [InlineData("ALTER TABLE t ADD COLUMN w VARCHAR", false)]
    public void IntroductionToStreams_WhatMakesAStreamStale_IsAReplacedTable_NotARenamedOrWiderOne(string change, bool isStale)
    {
        _sql.Run(change);
        Assert.Equal(isStale, Record.Exception(() => _sql.Rows(Changes)) is not null);
    }

    [Fact]
    public void SystemStreamHasData_OfAStaleStream_DoesNotReviveIt()
    {
        _sql.Run("INSERT INTO t VALUES (5, 'lost')");
        _clock.Advance(TimeSpan.FromDays(15));
        Record.Exception(() => _sql.Rows("SELECT SYSTEM$STREAM_HAS_DATA('s')"));
        Assert.Contains("stale", _sql.Fails(Changes).Message, StringComparison.OrdinalIgnoreCase);
        _sql.Run("CREATE OR REPLACE STREAM s ON TABLE t; INSERT INTO t VALUES (2, 'x')");
        Assert.Equal(["2|x|INSERT|false"], _sql.Rows(Changes));
    }

    // "The offset is no longer within the retention": what was not consumed is gone, and no longer retention that comes afterwards brings it back.
    [Theory]
    [InlineData("ALTER TABLE t SET MAX_DATA_EXTENSION_TIME_IN_DAYS = 90")]
    [InlineData("ALTER TABLE t SET DATA_RETENTION_TIME_IN_DAYS = 90")]
    [InlineData("ALTER DATABASE d SET MAX_DATA_EXTENSION_TIME_IN_DAYS = 90")]
    public void IntroductionToStreams_DataRetentionPeriodAndStaleness_ALongerOneDoesNotReviveAStaleStream(string longer)
    {
        _sql.Run("INSERT INTO t VALUES (5, 'lost')");
        _clock.Advance(TimeSpan.FromDays(15));
        _sql.Run(longer);
        Assert.Contains("stale", _sql.Fails(Changes).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void SystemStreamHasData_WhenFalse_PutsStalenessOff()
    {
        for (var day = 0; day < 30; day += 10)
        {
            Assert.Equal("false", _sql.One("SELECT SYSTEM$STREAM_HAS_DATA('s')"));
            _clock.Advance(TimeSpan.FromDays(10));
        }

        Assert.Empty(_sql.Rows(Changes));
    }

    [Fact]
    public void SystemStreamHasData_WhenTrue_DoesNotPutStalenessOff()
    {
        _sql.Run("INSERT INTO t VALUES (2, 'x')");
        _clock.Advance(TimeSpan.FromDays(10));
        Assert.Equal("true", _sql.One("SELECT SYSTEM$STREAM_HAS_DATA('s')"));
        _clock.Advance(TimeSpan.FromDays(4));
        Assert.Single(_sql.Rows(Changes));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(91901, _sql.Fails(Changes).Number);
    }

    [Fact]
    public void ShowStreams_HasThePagesColumns()
    {
        using var command = _sql.CreateCommand();
        command.CommandText = "SHOW STREAMS";
        using var reader = command.ExecuteReader();
        Assert.Equal(
            "created_on name database_name schema_name owner comment table_name source_type base_tables type stale mode stale_after invalid_reason owner_role_type",
            string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)));
    }
}
