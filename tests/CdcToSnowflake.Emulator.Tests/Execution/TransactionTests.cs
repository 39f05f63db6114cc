using System.Data.Common;

namespace CdcToSnowflake.Emulator.Tests.Execution;

/// <summary>The manual's page "Transactions".</summary>
public sealed class TransactionTests : IDisposable
{
    private readonly SnowflakeEmulator _emulator = new(new EmulatorOptions { LockTimeout = TimeSpan.FromMilliseconds(50) });
    private readonly DbConnection _sql;
    private readonly DbConnection _other;

    public TransactionTests()
    {
        _sql = _emulator.OpenIn();
        _other = _emulator.OpenIn();
        _sql.Run("CREATE TABLE t (id NUMBER(3,0) NOT NULL)");
    }

    public void Dispose()
    {
        _other.Dispose();
        _sql.Dispose();
        _emulator.Dispose();
    }

    [Fact]
    public void Rollback_TakesBackAllStatements()
    {
        _sql.Run("BEGIN TRANSACTION; INSERT INTO t VALUES (1); INSERT INTO t VALUES (2); ROLLBACK");
        Assert.Equal("0", _sql.One("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public void Uncommitted_SeenBySelfOnly()
    {
        _sql.Run("BEGIN TRANSACTION; INSERT INTO t VALUES (1)");
        Assert.Equal("1", _sql.One("SELECT COUNT(*) FROM t"));
        Assert.Equal("0", _other.One("SELECT COUNT(*) FROM t"));
        _sql.Run("COMMIT");
        Assert.Equal("1", _other.One("SELECT COUNT(*) FROM t"));
    }

    [Theory]
    [InlineData("INSERT INTO t VALUES (NULL)")]
    [InlineData("INSERT INTO t VALUES (1000)")]
    [InlineData("INSERT INTO t SELECT v::NUMBER(3,0) FROM (SELECT 'x' AS v)")]
    [InlineData("SELECT 'x'::NUMBER(3,0)")]
    [InlineData("INSERT INTO nowhere VALUES (1)")]
    [InlineData("INSERT INTO t VALUES (1")]
    public void FailedStatement_InTransaction_TakesBackOnlyItself(string failing)
    {
        _sql.Run("BEGIN TRANSACTION; INSERT INTO t VALUES (1); DELETE FROM t WHERE id = 1; INSERT INTO t VALUES (2)");
        _sql.Fails(failing);
        _sql.Run("INSERT INTO t VALUES (3)");
        _sql.Fails(failing);
        _sql.Run("COMMIT");
        Assert.Equal(["2", "3"], _other.Rows("SELECT id FROM t ORDER BY id"));
    }

    [Fact]
    public void FailedStatement_InTransactionWithStreams_LeavesTheRestOfTheWindowRight()
    {
        _sql.Run("CREATE STREAM s ON TABLE t; CREATE TABLE sink (id NUMBER(3,0)); INSERT INTO t VALUES (1); BEGIN TRANSACTION; INSERT INTO t VALUES (2)");
        _sql.Fails("INSERT INTO sink SELECT id + 999 FROM s");
        _sql.Run("COMMIT");
        Assert.Equal(["1", "2"], _sql.Rows("SELECT id FROM s ORDER BY id"));
    }

    [Fact]
    public void FailedStatement_Autocommit_LeavesNothing()
    {
        _sql.Fails("INSERT INTO t VALUES (1), (NULL)");
        Assert.Equal("0", _sql.One("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public void Ddl_InTransaction_CommitsIt()
    {
        _sql.Run("BEGIN TRANSACTION; INSERT INTO t VALUES (1); CREATE TABLE other (id NUMBER(3,0)); ROLLBACK");
        Assert.Equal("1", _sql.One("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public void SecondWriter_WhileATransactionWrites_TimesOutByName()
    {
        _sql.Run("BEGIN TRANSACTION; INSERT INTO t VALUES (1)");
        var error = _other.Fails("INSERT INTO t VALUES (2)");
        Assert.Equal(625, error.Number);
        _sql.Run("COMMIT");
        _other.Run("INSERT INTO t VALUES (2)");
        Assert.Equal("2", _sql.One("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public void DisposedConnection_WithOpenTransaction_RollsBack()
    {
        using (var third = _emulator.OpenIn())
        {
            third.Run("BEGIN TRANSACTION; INSERT INTO t VALUES (1)");
        }

        _other.Run("INSERT INTO t VALUES (2)");
        Assert.Equal(["2"], _sql.Rows("SELECT id FROM t"));
    }

    [Fact]
    public void ReadsBeforeTheFirstWrite_AreReadCommitted()
    {
        _sql.Run("BEGIN TRANSACTION");
        Assert.Equal("0", _sql.One("SELECT COUNT(*) FROM t"));
        _other.Run("INSERT INTO t VALUES (1)");
        Assert.Equal("1", _sql.One("SELECT COUNT(*) FROM t"));
        _sql.Run("INSERT INTO t VALUES (2); COMMIT");
        Assert.Equal("2", _sql.One("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public void AdoTransaction_DisposedWithoutCommit_RollsBack()
    {
        using (var transaction = _sql.BeginTransaction())
        {
            _sql.Run("INSERT INTO t VALUES (1)");
        }

        Assert.Equal("0", _sql.One("SELECT COUNT(*) FROM t"));
        using (var transaction = _sql.BeginTransaction())
        {
            _sql.Run("INSERT INTO t VALUES (1)");
            transaction.Commit();
        }

        Assert.Equal("1", _other.One("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public void StreamConsumedByAnother_AfterThisReadIt_IsAnErrorNotADoubling()
    {
        _sql.Run("CREATE STREAM s ON TABLE t; CREATE TABLE sink (id NUMBER(3,0)); INSERT INTO t VALUES (1); BEGIN TRANSACTION");
        Assert.Equal(["1"], _sql.Rows("SELECT id FROM s"));
        _other.Run("INSERT INTO sink SELECT id FROM s");
        Assert.Contains("consumed by another", _sql.Fails("INSERT INTO sink SELECT id FROM s").Message, StringComparison.Ordinal);
        _sql.Run("ROLLBACK");
        Assert.Equal(["1"], _sql.Rows("SELECT id FROM sink"));
    }

    [Fact]
    public void VolatileFunction_InAChangeOfATransaction_IsRefused_AndItsValueStaysOnceTaken()
    {
        _sql.Run("CREATE TABLE u (id VARCHAR, kept VARCHAR); INSERT INTO u SELECT UUID_STRING(), RANDOM()::VARCHAR; SET id = UUID_STRING(); BEGIN TRANSACTION");
        Assert.StartsWith("UUID_STRING in a change", Assert.IsType<NotEmulatedException>(_sql.Fails("INSERT INTO u SELECT UUID_STRING(), NULL")).Feature, StringComparison.Ordinal);
        Assert.StartsWith("RANDOM in a change", Assert.IsType<NotEmulatedException>(_sql.Fails("UPDATE u SET kept = RANDOM()::VARCHAR")).Feature, StringComparison.Ordinal);
        _sql.Run("DELETE FROM u; INSERT INTO u SELECT $id, $id");
        _sql.Fails("INSERT INTO u SELECT 'nonsense'::NUMBER(5,0), NULL");
        Assert.Equal("true", _sql.One("SELECT id = kept AND id = $id FROM u"));
        _sql.Run("COMMIT");
    }
}
