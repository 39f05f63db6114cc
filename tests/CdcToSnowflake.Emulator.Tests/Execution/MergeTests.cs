using System.Data.Common;

namespace CdcToSnowflake.Emulator.Tests.Execution;

/// <summary>MERGE's page in the manual: clause order, determinism, result.</summary>
public sealed class MergeTests : IDisposable
{
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;

    public MergeTests()
    {
        _sql = _emulator.OpenIn();
        _sql.Run("CREATE TABLE t (id NUMBER(10,0), v VARCHAR(10) NOT NULL); INSERT INTO t VALUES (1, 'one'), (2, 'two'); CREATE TABLE s (id NUMBER(10,0), v VARCHAR, op VARCHAR); CREATE STREAM c ON TABLE t");
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    private IReadOnlyList<string> Table => _sql.Rows("SELECT * FROM t ORDER BY id, v");

    [Fact]
    public void Merge_EveryClause_FirstThatHoldsWins()
    {
        _sql.Run("INSERT INTO s VALUES (1, 'x', 'D'), (2, 'zwei', 'U'), (3, 'drei', 'I'), (4, 'vier', 'D')");
        var counts = _sql.One("MERGE INTO t USING s ON t.id = s.id WHEN MATCHED AND s.op = 'D' THEN DELETE WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED AND s.op <> 'D' THEN INSERT (id, v) VALUES (s.id, s.v)");
        Assert.Equal("1|1|1", counts);
        Assert.Equal(["2|zwei", "3|drei"], Table);
        Assert.Equal(["1|one|DELETE|false", "2|two|DELETE|true", "2|zwei|INSERT|true", "3|drei|INSERT|false"], _sql.Rows("SELECT id, v, METADATA$ACTION, METADATA$ISUPDATE FROM c ORDER BY id, METADATA$ACTION"));
    }

    [Fact]
    public void Merge_Result_HasOnlyCountsThatItsClausesCanGive()
    {
        using var command = _sql.CreateCommand();
        command.CommandText = "MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN DELETE";
        using var reader = command.ExecuteReader();
        Assert.Equal(1, reader.FieldCount);
        Assert.Equal("number of rows deleted", reader.GetName(0));
    }

    [Fact]
    public void Merge_TwoSourceRowsUpdateOne_DuplicateRowDetected()
    {
        _sql.Run("INSERT INTO s VALUES (1, 'x', 'U'), (1, 'y', 'U')");
        var error = _sql.Fails("MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = s.v");
        Assert.Equal((100090, "42P18"), (error.Number, error.SqlState));
        Assert.Contains("Duplicate row detected during DML action", error.Message, StringComparison.Ordinal);
        Assert.Equal(["1|one", "2|two"], Table);
    }

    [Fact]
    public void Merge_UpdateAndDeleteMeetOnOneRow_DuplicateRowDetected()
    {
        _sql.Run("INSERT INTO s VALUES (1, 'x', 'U'), (1, 'y', 'D')");
        Assert.Equal(100090, _sql.Fails("MERGE INTO t USING s ON t.id = s.id WHEN MATCHED AND s.op = 'D' THEN DELETE WHEN MATCHED THEN UPDATE SET v = s.v").Number);
    }

    [Fact]
    public void Merge_SeveralDeletesOfOneRow_OneDeletion()
    {
        _sql.Run("INSERT INTO s VALUES (1, 'x', 'D'), (1, 'y', 'D')");
        Assert.Equal("1", _sql.One("MERGE INTO t USING s ON t.id = s.id WHEN MATCHED AND s.op = 'D' THEN DELETE"));
        Assert.Equal(["2|two"], Table);
        Assert.Equal(["1|DELETE"], _sql.Rows("SELECT id, METADATA$ACTION FROM c"));
    }

    [Fact]
    public void Merge_DeletesByTwoClausesOfOneRow_OneDeletion()
    {
        _sql.Run("INSERT INTO s VALUES (1, 'x', 'D'), (1, 'y', 'E')");
        Assert.Equal("1", _sql.One("MERGE INTO t USING s ON t.id = s.id WHEN MATCHED AND s.op = 'D' THEN DELETE WHEN MATCHED AND s.op = 'E' THEN DELETE"));
        Assert.Equal(["2|two"], Table);
    }

    [Fact]
    public void Merge_DuplicateThatSatisfiesNoClause_DoesNotCount()
    {
        _sql.Run("INSERT INTO s VALUES (1, 'x', 'U'), (1, 'y', 'ignored')");
        Assert.Equal("1", _sql.One("MERGE INTO t USING s ON t.id = s.id WHEN MATCHED AND s.op = 'U' THEN UPDATE SET v = s.v"));
        Assert.Equal(["1|x", "2|two"], Table);
    }

    [Fact]
    public void Merge_UnmatchedDuplicates_AllInserted()
    {
        _sql.Run("INSERT INTO s VALUES (3, 'x', 'I'), (3, 'y', 'I')");
        _sql.Run("MERGE INTO t USING s ON t.id = s.id WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v)");
        Assert.Equal(["1|one", "2|two", "3|x", "3|y"], Table);
    }

    [Fact]
    public void Merge_NullKeys_NeverMatch()
    {
        _sql.Run("INSERT INTO t VALUES (NULL, 'null'); INSERT INTO s VALUES (NULL, 'x', 'I')");
        _sql.Run("MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v)");
        Assert.Equal(["1|one", "2|two", "∅|null", "∅|x"], Table);
    }

    [Fact]
    public void Merge_UnconditionalClauseBeforeAnother_Refused()
    {
        var error = _sql.Fails("MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN DELETE WHEN MATCHED AND s.op = 'U' THEN UPDATE SET v = s.v");
        Assert.Contains("must be the last", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Merge_ErrorInOneRow_ChangesNothing()
    {
        _sql.Run("INSERT INTO s VALUES (1, 'x', 'U'), (3, NULL, 'I')");
        Assert.Equal(100072, _sql.Fails("MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v)").Number);
        Assert.Equal(["1|one", "2|two"], Table);
        Assert.Empty(_sql.Rows("SELECT * FROM c"));
    }

    [Fact]
    public void Merge_ClauseNotChosen_IsNotEvaluated()
    {
        _sql.Run("INSERT INTO s VALUES (1, 'not a number', 'D')");
        Assert.Equal("0|1", _sql.One("MERGE INTO t USING s ON t.id = s.id WHEN MATCHED AND s.op = 'D' THEN DELETE WHEN MATCHED THEN UPDATE SET id = s.v::NUMBER(10,0)"));
    }

    [Fact]
    public void Merge_UpdateFromTargetsOwnColumns_SeesOldValues()
    {
        _sql.Run("INSERT INTO s VALUES (2, '!', 'U')");
        _sql.Run("MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = t.v || s.v, id = t.id + 10");
        Assert.Equal(["1|one", "12|two!"], Table);
    }
}
