using System.Data.Common;

namespace CdcToSnowflake.Emulator.Tests.Manual;

/// <summary>What the manual's pages say of MERGE and of transactions; each test's name begins with its page's title.</summary>
public sealed class MergeAndTransactionPagesTests : IDisposable
{
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;

    public MergeAndTransactionPagesTests()
    {
        _sql = _emulator.OpenIn();
        _sql.Run("CREATE TABLE t (id NUMBER(10,0), v VARCHAR); INSERT INTO t VALUES (1, 'one'), (2, 'two')");
    }

    private IReadOnlyList<string> Rows => _sql.Rows("SELECT id, v FROM t ORDER BY id, v");

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    [Theory]
    [InlineData("WHEN MATCHED THEN DELETE WHEN MATCHED AND s.v = 'x' THEN UPDATE SET v = 'y'")]
    [InlineData("WHEN MATCHED THEN UPDATE SET v = 'y' WHEN MATCHED THEN DELETE")]
    [InlineData("WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.v) WHEN NOT MATCHED AND s.v = 'x' THEN INSERT VALUES (s.id, 'y')")]
    public void Merge_AClauseWithoutACondition_MustBeTheLastOfItsKind(string clauses) =>
        Assert.Equal(2000, _sql.Fails($"MERGE INTO t USING (SELECT 1 AS id, 'x' AS v) AS s ON t.id = s.id {clauses}").Number);

    [Fact]
    public void Merge_ClausesAreTriedInOrder_TheFirstThatHoldsWins()
    {
        _sql.Run("MERGE INTO t USING (SELECT 1 AS id UNION ALL SELECT 2) AS s ON t.id = s.id WHEN MATCHED AND s.id = 1 THEN DELETE WHEN MATCHED AND s.id >= 1 THEN UPDATE SET v = 'second'");
        Assert.Equal(["2|second"], Rows);
    }

    [Theory]
    [InlineData("WHEN MATCHED THEN DELETE", "1|")]
    [InlineData("WHEN MATCHED AND s.v = 'a' THEN DELETE WHEN MATCHED AND s.v = 'b' THEN DELETE", "1|")]
    [InlineData("WHEN MATCHED AND s.v = 'b' THEN UPDATE SET v = s.v", "1|b")]
    public void Merge_DuplicateJoinBehavior_WhereOneOutcomeIsPossible_IsNoError(string clauses, string expected)
    {
        _sql.Run($"MERGE INTO t USING (SELECT 1 AS id, 'a' AS v UNION ALL SELECT 1, 'b') AS s ON t.id = s.id {clauses}");
        Assert.Equal(expected == "1|" ? ["2|two"] : [expected, "2|two"], Rows);
    }

    [Theory]
    [InlineData("WHEN MATCHED THEN UPDATE SET v = s.v")]
    [InlineData("WHEN MATCHED AND s.v = 'a' THEN UPDATE SET v = s.v WHEN MATCHED AND s.v = 'b' THEN DELETE")]
    [InlineData("WHEN MATCHED AND s.v = 'a' THEN DELETE WHEN MATCHED THEN UPDATE SET v = s.v")]
    public void Merge_DuplicateJoinBehavior_WhereSeveralOutcomesArePossible_IsAnErrorByDefault(string clauses)
    {
        Assert.Equal(100090, _sql.Fails($"MERGE INTO t USING (SELECT 1 AS id, 'a' AS v UNION ALL SELECT 1, 'b') AS s ON t.id = s.id {clauses}").Number);
        Assert.Equal(["1|one", "2|two"], Rows);
    }

    [Fact]
    public void Merge_DuplicateSourceRowsThatMatchNothing_AreInsertedEach()
    {
        _sql.Run("MERGE INTO t USING (SELECT 3 AS id UNION ALL SELECT 3) AS s ON t.id = s.id WHEN NOT MATCHED THEN INSERT VALUES (s.id, 'new')");
        Assert.Equal(["1|one", "2|two", "3|new", "3|new"], Rows);
    }

    [Fact]
    public void Merge_EqualsInItsCondition_NeverMatchesNull()
    {
        _sql.Run("INSERT INTO t VALUES (NULL, 'old'); MERGE INTO t USING (SELECT NULL::NUMBER(10,0) AS id) AS s ON t.id = s.id WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (s.id, 'new')");
        Assert.Equal(["new", "old"], _sql.Rows("SELECT v FROM t WHERE id IS NULL ORDER BY v"));
    }

    [Theory]
    [InlineData("WHEN MATCHED THEN DELETE", "number of rows deleted")]
    [InlineData("WHEN NOT MATCHED THEN INSERT VALUES (s.id, 'x')", "number of rows inserted")]
    [InlineData("WHEN MATCHED THEN UPDATE SET v = 'x' WHEN NOT MATCHED THEN INSERT VALUES (s.id, 'x')", "number of rows inserted|number of rows updated")]
    public void Merge_ItsResult_HasTheCountsThatItsClausesCanGive(string clauses, string columns)
    {
        using var command = _sql.CreateCommand();
        command.CommandText = $"MERGE INTO t USING (SELECT 1 AS id) AS s ON t.id = s.id {clauses}";
        using var reader = command.ExecuteReader();
        Assert.Equal(columns.Split('|'), Enumerable.Range(0, reader.FieldCount).Select(reader.GetName));
    }

    [Fact]
    public void Merge_ItsResult_IsOneRow_AndADuplicateThatSatisfiesNoClauseDoesNotCount()
    {
        const string Source = "SELECT 1 AS id, 'a' AS v UNION ALL SELECT 2, 'b' UNION ALL SELECT 2, 'none' UNION ALL SELECT 3, 'c' UNION ALL SELECT 3, 'd'";
        Assert.Equal("2|1|1", _sql.One($"MERGE INTO t USING ({Source}) AS s ON t.id = s.id WHEN MATCHED AND s.v = 'a' THEN DELETE WHEN MATCHED AND s.v = 'b' THEN UPDATE SET v = s.v WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.v)"));
        Assert.Equal(["2|b", "3|c", "3|d"], Rows);
    }

    [Fact]
    public void Merge_ErrorOnNondeterministicMerge_IsTrueByDefault_FalseIsRefusedByName()
    {
        Assert.Equal("true", _sql.One("SHOW PARAMETERS LIKE 'ERROR_ON_NONDETERMINISTIC_MERGE' ->> SELECT \"value\" FROM $1"));
        _sql.Run("ALTER SESSION SET ERROR_ON_NONDETERMINISTIC_MERGE = TRUE");
        Assert.Contains("ERROR_ON_NONDETERMINISTIC_MERGE", Assert.IsType<NotEmulatedException>(_sql.Fails("ALTER SESSION SET ERROR_ON_NONDETERMINISTIC_MERGE = FALSE")).Feature, StringComparison.Ordinal);
    }

    /// <summary>What DuckDB's own MERGE does not know.</summary>
    [Theory]
    [InlineData("WHEN MATCHED THEN UPDATE SET t.v = s.v, t.id = s.id WHEN NOT MATCHED THEN INSERT (v, id) VALUES (s.v, s.id)")]
    [InlineData("WHEN MATCHED THEN UPDATE ALL BY NAME WHEN NOT MATCHED THEN INSERT ALL BY NAME")]
    public void Merge_ColumnsOfTheTarget_ByItsNameOrAllByName(string clauses)
    {
        _sql.Run($"MERGE INTO t USING (SELECT 'zwei' AS v, 2 AS id UNION ALL SELECT 'drei', 3) AS s ON t.id = s.id {clauses}");
        Assert.Equal(["1|one", "2|zwei", "3|drei"], Rows);
    }

    [Theory]
    [InlineData("1 AS id")]
    [InlineData("1 AS id, 'x' AS v, 'y' AS more")]
    [InlineData("1 AS id, 'x' AS w")]
    public void Merge_AllByName_WantsTheSameColumnsOnBothSides(string source)
    {
        Assert.Contains("ALL BY NAME", _sql.Fails($"MERGE INTO t USING (SELECT {source}) AS s ON t.id = s.id WHEN MATCHED THEN UPDATE ALL BY NAME").Message, StringComparison.Ordinal);
        Assert.Contains("ALL BY NAME", _sql.Fails($"MERGE INTO t USING (SELECT {source}) AS s ON t.id = s.id WHEN NOT MATCHED THEN INSERT ALL BY NAME").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transactions_ADdlStatement_CommitsTheOneThatIsOpen()
    {
        _sql.Run("BEGIN TRANSACTION; DELETE FROM t WHERE id = 1; CREATE TABLE other (id NUMBER(10,0)); ROLLBACK");
        Assert.Equal(["2|two"], Rows);
    }

    [Fact]
    public void Transactions_AStatementThatFails_TakesBackItselfAlone()
    {
        _sql.Run("BEGIN TRANSACTION; DELETE FROM t WHERE id = 1");
        _sql.Fails("INSERT INTO t SELECT 'not a number'::NUMBER(10,0), 'x'");
        _sql.Run("COMMIT");
        Assert.Equal(["2|two"], Rows);
    }

    [Fact]
    public void UnderstandingBlocksInSnowflakeScripting_AHandlerThatRollsBackAndRaises_LeavesNothingOfItsTransaction()
    {
        _sql.Fails("""
            EXECUTE IMMEDIATE $$
            BEGIN
                BEGIN TRANSACTION;
                DELETE FROM t WHERE id = 1;
                INSERT INTO t SELECT 'not a number'::NUMBER(10,0), 'x';
                COMMIT;
            EXCEPTION
                WHEN OTHER THEN
                    ROLLBACK;
                    RAISE;
            END
            $$
            """);
        Assert.Equal(["1|one", "2|two"], Rows);
    }
}
