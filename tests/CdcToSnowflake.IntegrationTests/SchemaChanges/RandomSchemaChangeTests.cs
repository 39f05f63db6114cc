using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.IntegrationTests.SchemaChanges;

/// <summary>Any schema changes among any changes of rows, captured live into the embedded Snowflake: RAW is the source in the end, columns included.</summary>
public sealed class RandomSchemaChangeTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("CDC_TEST_LONG") == "1";

    [Fact]
    public Task AnyStatements_OnMySql_RawEqualsTheSource() => HoldsAsync(async () => await MySqlServer.StartAsync());

    [Fact]
    public Task AnyStatements_OnMariaDb_RawEqualsTheSource() => HoldsAsync(async () => await MariaDbServer.StartAsync());

    private async Task HoldsAsync(Func<Task<DatabaseServer>> start)
    {
        for (var run = 0; run < (IsLong ? 20 : 1); run++)
        {
            var seed = int.TryParse(Environment.GetEnvironmentVariable("CDC_TEST_SEED"), out var given) ? given : Random.Shared.Next();
            output.WriteLine($"CDC_TEST_SEED={seed}");
            List<string> statements = [];
            try
            {
                await HoldsAsync(await start(), seed, statements);
            }
            catch
            {
                output.WriteLine(string.Join(";\n", statements));
                throw;
            }
        }
    }

    private static async Task HoldsAsync(DatabaseServer server, int seed, List<string> statements)
    {
        var random = new Random(seed);
        await using var source = await ChangingSource.StartAsync(server);
        await using var warehouse = new ChangingWarehouse(source, seed);
        var generator = new RandomStatements(source, random);
        await warehouse.StartCaptureAsync();
        await warehouse.UntilCaughtUpAsync();
        for (var step = 0; step < (IsLong ? 200 : 30); step++)
        {
            var sql = await generator.NextAsync();
            statements.Add(sql);
            await source.ExecuteAsync(sql);
            warehouse.Check();
            Assert.Equal(0, await warehouse.ApartAsync());
            if (random.Next(12) == 0)
            {
                statements.Add("-- the capture is broken off, and another begins");
                await warehouse.StopCaptureAsync();
                await warehouse.StartCaptureAsync();
            }

            if (random.Next(15) == 0)
            {
                await AssertEqualAsync(source, warehouse);
            }
        }

        await AssertEqualAsync(source, warehouse);
    }

    private static async Task AssertEqualAsync(ChangingSource source, ChangingWarehouse warehouse)
    {
        await warehouse.UntilCaughtUpAsync();
        var tables = await source.TablesAsync();
        foreach (var (table, columns) in tables)
        {
            Assert.Equal((table, string.Join('\n', await source.RowsAsync(table, columns))), (table, string.Join('\n', await warehouse.RowsAsync(table, columns))));
        }

        foreach (var gone in Enumerable.Range(1, 9).Select(n => $"table{n}").Where(name => !tables.ContainsKey(name)))
        {
            Assert.Empty(await warehouse.RowsAsync(gone, []));
        }
    }
}
