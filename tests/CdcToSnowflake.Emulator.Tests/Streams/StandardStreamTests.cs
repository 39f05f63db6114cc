namespace CdcToSnowflake.Emulator.Tests.Streams;

/// <summary>"Introduction to streams" and "CREATE STREAM": offsets, net deltas, repeatable reads, initial rows, AT (STREAM => …), staleness of a replaced table.</summary>
public sealed class StandardStreamTests : IDisposable
{
    private const string Read = "SELECT id, v, METADATA$ACTION, METADATA$ISUPDATE FROM s ORDER BY id, METADATA$ACTION";

    private readonly SnowflakeEmulator _emulator = new();
    private readonly System.Data.Common.DbConnection _sql;

    public StandardStreamTests()
    {
        _sql = _emulator.OpenIn();
        _sql.Run("CREATE TABLE t (id NUMBER(10,0), v VARCHAR); INSERT INTO t VALUES (1, 'one'), (2, 'two'); CREATE STREAM s ON TABLE t; CREATE TABLE sink (id NUMBER(10,0), v VARCHAR, a VARCHAR, u BOOLEAN)");
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    [Fact]
    public void Read_BeforeAnyChange_Empty() => Assert.Empty(_sql.Rows(Read));

    [Fact]
    public void Read_InsertedRow_IsInsert()
    {
        _sql.Run("INSERT INTO t VALUES (3, 'three')");
        Assert.Equal(["3|three|INSERT|false"], _sql.Rows(Read));
    }

    [Fact]
    public void Read_UpdatedRow_IsPairWithSameRowId()
    {
        _sql.Run("UPDATE t SET v = 'zwei' WHERE id = 2");
        Assert.Equal(["2|two|DELETE|true", "2|zwei|INSERT|true"], _sql.Rows(Read));
        Assert.Equal("1", _sql.One("SELECT COUNT(DISTINCT METADATA$ROW_ID) FROM s"));
    }

    [Fact]
    public void Read_InsertedThenUpdatedRow_IsOneInsert()
    {
        _sql.Run("INSERT INTO t VALUES (3, 'three'); UPDATE t SET v = 'drei' WHERE id = 3");
        Assert.Equal(["3|drei|INSERT|false"], _sql.Rows(Read));
    }

    [Fact]
    public void Read_InsertedThenDeletedRow_Vanishes()
    {
        _sql.Run("INSERT INTO t VALUES (3, 'three'); DELETE FROM t WHERE id = 3");
        Assert.Empty(_sql.Rows(Read));
    }

    [Fact]
    public void Read_UpdatedThenDeletedRow_IsDeleteOfWhatWas()
    {
        _sql.Run("UPDATE t SET v = 'zwei' WHERE id = 2; DELETE FROM t WHERE id = 2");
        Assert.Equal(["2|two|DELETE|false"], _sql.Rows(Read));
    }

    [Fact]
    public void Read_DeletedAndInsertedAgain_AreTwoRowsWithDifferentRowIds()
    {
        _sql.Run("DELETE FROM t WHERE id = 2; INSERT INTO t VALUES (2, 'two')");
        Assert.Equal(["2|two|DELETE|false", "2|two|INSERT|false"], _sql.Rows(Read));
        Assert.Equal("2", _sql.One("SELECT COUNT(DISTINCT METADATA$ROW_ID) FROM s"));
    }

    [Fact]
    public void Read_TruncatedTable_AllRowsDeleted()
    {
        _sql.Run("TRUNCATE TABLE t");
        Assert.Equal(["1|one|DELETE|false", "2|two|DELETE|false"], _sql.Rows(Read));
    }

    [Fact]
    public void Select_ByItself_ConsumesNothing()
    {
        _sql.Run("INSERT INTO t VALUES (3, 'three')");
        _ = _sql.Rows(Read);
        Assert.Single(_sql.Rows(Read));
        Assert.Equal("true", _sql.One("SELECT SYSTEM$STREAM_HAS_DATA('s')"));
    }

    [Fact]
    public void Insert_FromStream_ConsumesIt()
    {
        _sql.Run("INSERT INTO t VALUES (3, 'three'); INSERT INTO sink SELECT id, v, METADATA$ACTION, METADATA$ISUPDATE FROM s");
        Assert.Empty(_sql.Rows(Read));
        Assert.Equal("false", _sql.One("SELECT SYSTEM$STREAM_HAS_DATA('s')"));
        Assert.Equal(["3|three|INSERT|false"], _sql.Rows("SELECT * FROM sink"));
    }

    [Fact]
    public void Insert_WithFilterThatTakesNothing_ConsumesAll()
    {
        _sql.Run("INSERT INTO t VALUES (3, 'three'); INSERT INTO sink SELECT id, v, METADATA$ACTION, METADATA$ISUPDATE FROM s WHERE FALSE");
        Assert.Empty(_sql.Rows(Read));
    }

    [Fact]
    public void Transaction_RolledBack_OffsetStays()
    {
        _sql.Run("INSERT INTO t VALUES (3, 'three'); BEGIN TRANSACTION; INSERT INTO sink SELECT id, v, METADATA$ACTION, METADATA$ISUPDATE FROM s; ROLLBACK");
        Assert.Single(_sql.Rows(Read));
        Assert.Equal("0", _sql.One("SELECT COUNT(*) FROM sink"));
    }

    [Fact]
    public void Transaction_ReadTwice_SameWindow()
    {
        using var other = _emulator.OpenIn();
        _sql.Run("INSERT INTO t VALUES (3, 'three'); BEGIN TRANSACTION");
        Assert.Equal(["3|three|INSERT|false"], _sql.Rows(Read));
        other.Run("INSERT INTO t VALUES (4, 'four')");
        Assert.Equal(["3|three|INSERT|false"], _sql.Rows(Read));
        _sql.Run("INSERT INTO sink SELECT id, v, METADATA$ACTION, METADATA$ISUPDATE FROM s; INSERT INTO sink SELECT id, v, METADATA$ACTION, METADATA$ISUPDATE FROM s; COMMIT");
        Assert.Equal(["3|three|INSERT|false", "3|three|INSERT|false"], _sql.Rows("SELECT * FROM sink"));
        Assert.Equal(["4|four|INSERT|false"], _sql.Rows(Read));
    }

    [Fact]
    public void Transaction_OwnChanges_AreInTheNextWindow()
    {
        _sql.Run("BEGIN TRANSACTION; INSERT INTO t VALUES (3, 'three')");
        Assert.Empty(_sql.Rows(Read));
        _sql.Run("INSERT INTO sink SELECT id, v, METADATA$ACTION, METADATA$ISUPDATE FROM s; COMMIT");
        Assert.Equal(["3|three|INSERT|false"], _sql.Rows(Read));
    }

    [Fact]
    public void TwoStreams_EachHasItsOffset()
    {
        _sql.Run("CREATE STREAM s2 ON TABLE t; INSERT INTO t VALUES (3, 'three'); INSERT INTO sink SELECT id, v, METADATA$ACTION, METADATA$ISUPDATE FROM s");
        Assert.Empty(_sql.Rows(Read));
        Assert.Equal(["3|three"], _sql.Rows("SELECT id, v FROM s2"));
    }

    [Fact]
    public void ShowInitialRows_FirstConsumption_RowsOfCreationThenChanges()
    {
        _sql.Run("CREATE STREAM i ON TABLE t SHOW_INITIAL_ROWS = TRUE; UPDATE t SET v = 'uno' WHERE id = 1");
        Assert.Equal(["1|one|INSERT|false", "2|two|INSERT|false"], _sql.Rows("SELECT id, v, METADATA$ACTION, METADATA$ISUPDATE FROM i ORDER BY id"));
        _sql.Run("INSERT INTO sink SELECT id, v, METADATA$ACTION, METADATA$ISUPDATE FROM i");
        Assert.Equal(["1|one|DELETE|true", "1|uno|INSERT|true"], _sql.Rows("SELECT id, v, METADATA$ACTION, METADATA$ISUPDATE FROM i ORDER BY METADATA$ACTION"));
    }

    [Fact]
    public void AppendOnly_DeletedAndTruncatedRows_StillInsertsOnly()
    {
        _sql.Run("CREATE STREAM a ON TABLE t APPEND_ONLY = TRUE; INSERT INTO t VALUES (3, 'three'), (4, 'four'); UPDATE t SET v = 'x' WHERE id = 1; DELETE FROM t WHERE id = 4; TRUNCATE TABLE t");
        Assert.Equal(["3|three|INSERT|false", "4|four|INSERT|false"], _sql.Rows("SELECT id, v, METADATA$ACTION, METADATA$ISUPDATE FROM a ORDER BY id"));
    }

    [Fact]
    public void AtStream_TakesTheOtherOffset()
    {
        _sql.Run("INSERT INTO t VALUES (3, 'three'); CREATE STREAM later ON TABLE t; CREATE STREAM same ON TABLE t AT (STREAM => 's')");
        Assert.Empty(_sql.Rows("SELECT * FROM later"));
        Assert.Equal(["3|three"], _sql.Rows("SELECT id, v FROM same"));
    }

    [Fact]
    public void OrReplaceAtItself_KeepsTheOffset()
    {
        _sql.Run("INSERT INTO t VALUES (3, 'three'); CREATE OR REPLACE STREAM s ON TABLE t AT (STREAM => 's')");
        Assert.Equal(["3|three|INSERT|false"], _sql.Rows(Read));
    }

    [Fact]
    public void ReplacedTable_MakesStreamStale()
    {
        _sql.Run("CREATE OR REPLACE TABLE t (id NUMBER(10,0), v VARCHAR)");
        Assert.Contains("stale", _sql.Fails(Read).Message, StringComparison.Ordinal);
        using var shown = _sql.CreateCommand();
        shown.CommandText = "SHOW STREAMS LIKE 's'";
        using var reader = shown.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal("true", reader["stale"]);
    }

    [Fact]
    public void RenamedTable_StreamGoesOn()
    {
        _sql.Run("ALTER TABLE t RENAME TO t2; INSERT INTO t2 VALUES (3, 'three')");
        Assert.Equal(["3|three|INSERT|false"], _sql.Rows(Read));
    }

    [Fact]
    public void AddedColumn_StreamShowsIt()
    {
        _sql.Run("INSERT INTO t VALUES (3, 'three'); ALTER TABLE t ADD COLUMN w NUMBER(5,0); INSERT INTO t VALUES (4, 'four', 44)");
        Assert.Equal(["3|∅", "4|44"], _sql.Rows("SELECT id, w FROM s ORDER BY id"));
    }

    [Theory]
    [InlineData("CREATE VIEW v AS SELECT id FROM s")]
    [InlineData("CREATE TABLE IF NOT EXISTS sink AS SELECT id FROM s")]
    public void Definition_ThatInsertsNothing_LeavesTheStreamAsItWas(string definition)
    {
        _sql.Run("INSERT INTO t VALUES (3, 'three')");
        _sql.Run(definition);
        Assert.Equal(["3|three|INSERT|false"], _sql.Rows(Read));
    }

    [Fact]
    public void CreateTableAsSelect_Consumes()
    {
        _sql.Run("INSERT INTO t VALUES (3, 'three'); CREATE TABLE taken AS SELECT id FROM s");
        Assert.Equal(["3"], _sql.Rows("SELECT id FROM taken"));
        Assert.Empty(_sql.Rows(Read));
    }
}
