using System.Data.Common;

namespace CdcToSnowflake.Emulator.Tests.Manual;

/// <summary>What "Transactions" and "Understanding blocks in Snowflake Scripting" say of blocks, and of who waits for whom; here one lock is that of all writers, so INSERT and COPY wait too.</summary>
public sealed class TransactionPagesTests : IDisposable
{
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;

    public TransactionPagesTests()
    {
        _sql = _emulator.OpenIn();
        _sql.Run("CREATE TABLE t (id NUMBER(10,0), n NUMBER(10,0)); INSERT INTO t VALUES (1, 0), (2, 0)");
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    [Theory]
    [InlineData("BEGIN TRANSACTION; INSERT INTO t VALUES (3, 0); ROLLBACK;", "2")]
    [InlineData("BEGIN INSERT INTO t VALUES (3, 0); END; ROLLBACK;", "3")]
    public void UnderstandingBlocksInSnowflakeScripting_BeginWithinABlock_IsABlockItself_BeginTransactionIsNot(string body, string rows)
    {
        _sql.Run($"BEGIN {body} END");
        Assert.Equal(rows, _sql.One("SELECT COUNT(*) FROM t"));
    }

    /// <summary>So a body has a handler that rolls back.</summary>
    [Theory]
    [InlineData("COMMIT", "1")]
    [InlineData("ROLLBACK", "2")]
    public void Transactions_ABlockThatFailsWithoutAHandler_LeavesItsTransactionOpen(string end, string rows)
    {
        _sql.Fails("BEGIN BEGIN TRANSACTION; DELETE FROM t WHERE id = 1; INSERT INTO t SELECT 'x'::NUMBER(10,0), 0; COMMIT; END");
        _sql.Run(end);
        Assert.Equal(rows, _sql.One("SELECT COUNT(*) FROM t"));
    }

    [Theory]
    [InlineData("UPDATE t SET n = n + 1")]
    [InlineData("MERGE INTO t USING (SELECT 1 AS id UNION ALL SELECT 2) AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET n = t.n + 1")]
    [InlineData("DELETE FROM t WHERE n = 1; INSERT INTO t VALUES (1, 2), (2, 2)")]
    public async Task Transactions_ResourceLocking_AChangeWaitsForTheTransactionBeforeIt_AndSeesWhatItDid(string change)
    {
        using var reader = _emulator.OpenIn();
        using var other = _emulator.OpenIn();
        _sql.Run("BEGIN TRANSACTION; UPDATE t SET n = n + 1");
        var second = Task.Run(() => other.Run(change), TestContext.Current.CancellationToken);
        Assert.Equal(["1|0", "2|0"], reader.Rows("SELECT id, n FROM t ORDER BY id"));
        _sql.Run("COMMIT");
        await second;
        Assert.Equal(["1|2", "2|2"], _sql.Rows("SELECT id, n FROM t ORDER BY id"));
    }
}
