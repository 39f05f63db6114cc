namespace CdcToSnowflake.Emulator.Tests.Execution;

/// <summary>Who reads beside a writer sees what was committed at one moment, whole.</summary>
public sealed class ConcurrentReadTests : IAsyncDisposable
{
    private readonly SnowflakeEmulator _snowflake = new(new EmulatorOptions { Threads = 2 });
    private readonly CancellationTokenSource _stop = new();

    public async ValueTask DisposeAsync()
    {
        _stop.Dispose();
        await _snowflake.DisposeAsync();
    }

    // DuckDB packs what it groups by the statistics of when it planned: of a plan that is older than the rows, 'BRAND_A' comes back as 'H'. One read in some 25 met that.
    [Fact]
    public async Task Query_RowsComeBetweenItsPlanAndItsRun_TextsAreWhole()
    {
        await ExecuteAsync("CREATE DATABASE D; CREATE SCHEMA D.S; CREATE TABLE D.S.T (BRAND VARCHAR, DAY VARCHAR, AMOUNT NUMBER(10,0))");
        var writer = WhileRunningAsync(
            "CREATE OR REPLACE TABLE D.S.T (BRAND VARCHAR, DAY VARCHAR, AMOUNT NUMBER(10,0))",
            "INSERT INTO D.S.T VALUES ('BRAND_A', '2026-01-01', 1), ('BRAND_A', '2026-01-01', 2)");

        HashSet<(string Brand, string Day)> seen = [];
        for (var i = 0; i < 150; i++)
        {
            await using var command = _snowflake.CreateCommand("SELECT BRAND, DAY, SUM(AMOUNT) FROM D.S.T GROUP BY 1, 2 ORDER BY 2, 1");
            await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await rows.ReadAsync(TestContext.Current.CancellationToken))
            {
                seen.Add((rows.GetString(0), rows.GetString(1)));
            }
        }

        await _stop.CancelAsync();
        await writer;
        Assert.Equal([("BRAND_A", "2026-01-01")], seen);
    }

    // The names are looked up in the catalog, the rows are DuckDB's: a table that is dropped between the two was an internal error.
    [Fact]
    public async Task ShowTables_OneIsMadeAndDroppedMeanwhile_IsOfOneMoment()
    {
        await ExecuteAsync("CREATE DATABASE D; CREATE SCHEMA D.S; CREATE TABLE D.S.KEPT (N NUMBER(10,0))");
        var writer = WhileRunningAsync("CREATE TABLE D.S.COMES (N NUMBER(10,0))", "DROP TABLE D.S.COMES");

        for (var i = 0; i < 100; i++)
        {
            await using var command = _snowflake.CreateCommand("SHOW TABLES IN SCHEMA D.S");
            await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            Assert.True(await rows.ReadAsync(TestContext.Current.CancellationToken));
        }

        await _stop.CancelAsync();
        await writer;
    }

    private Task WhileRunningAsync(params string[] statements) => Task.Run(
        async () =>
        {
            while (!_stop.IsCancellationRequested)
            {
                foreach (var sql in statements)
                {
                    await ExecuteAsync(sql);
                }
            }
        },
        TestContext.Current.CancellationToken);

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _snowflake.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
