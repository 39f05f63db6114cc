using CdcToSnowflake.Model;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.IntegrationTests.SchemaChanges;

/// <summary>A renaming that the deployment declares is followed in order: no table is read again, and no look at RAW shows a row without its value.</summary>
public sealed class DeclaredRenameTests
{
    [Theory]
    [InlineData("ALTER TABLE table1 RENAME COLUMN s1 TO s2")]
    [InlineData("ALTER TABLE table1 CHANGE S1 s2 VARCHAR(40) NOT NULL FIRST")]
    public async Task RenameColumn_Declared_EveryLookShowsEveryValue(string statement)
    {
        await using var source = await ChangingSource.StartAsync(await MySqlServer.StartAsync());
        await source.ExecuteAsync("CREATE TABLE table1 (id INT PRIMARY KEY, s1 VARCHAR(20) NOT NULL, n INT); INSERT INTO table1 VALUES (1, 'one', 0), (2, 'two', 0), (3, 'three', 0)");
        await using var warehouse = new ChangingWarehouse(source, 1, new DeploymentOptions { Renames = [new ColumnRename(ChangingSource.Schema, "table1", "s1", "s2")] });
        await warehouse.StartCaptureAsync();
        await warehouse.UntilCaughtUpAsync();
        var read = warehouse.TablesRead;
        await source.ExecuteAsync("UPDATE table1 SET n = 1 WHERE id = 1");
        await source.ExecuteAsync(statement);
        for (var i = 2; i < 12; i++)
        {
            await source.ExecuteAsync($"UPDATE table1 SET n = {i} WHERE id = 2");
            Assert.Equal(["one", "three", "two"], await warehouse.ReadAsync("SELECT S2 FROM BRAND_DB.RAW_SCHEMA.TABLE1"));
        }

        await warehouse.UntilCaughtUpAsync();
        Assert.Equal(read, warehouse.TablesRead);
        await warehouse.StopCaptureAsync();
        await warehouse.StartCaptureAsync();
        await source.ExecuteAsync("INSERT INTO table1 (id, s2, n) VALUES (4, 'four', 4)");
        await warehouse.UntilCaughtUpAsync();
        Assert.Equal(0, warehouse.TablesRead);
        Assert.Equal(["1|one|1", "2|two|11", "3|three|0", "4|four|4"], await warehouse.ReadAsync("SELECT CAST(ID AS VARCHAR), S2, CAST(N AS VARCHAR) FROM BRAND_DB.RAW_SCHEMA.TABLE1"));
        await warehouse.UntilAsync(async () => (await warehouse.ReadAsync("SELECT CAST(ID AS VARCHAR), S2 FROM CI_DB.CI_SCHEMA.TABLE1")).SequenceEqual(["1|one", "2|two", "3|three", "4|four"]));
    }

    [Fact]
    public async Task RenameColumn_OfTheKeyDeclared_IsFollowed()
    {
        await using var source = await ChangingSource.StartAsync(await MySqlServer.StartAsync());
        await source.ExecuteAsync("CREATE TABLE table1 (id INT PRIMARY KEY, n INT); INSERT INTO table1 VALUES (1, 1), (2, 2)");
        await using var warehouse = new ChangingWarehouse(source, 1, new DeploymentOptions { Renames = [new ColumnRename(ChangingSource.Schema, "table1", "id", "number")] });
        await warehouse.StartCaptureAsync();
        await warehouse.UntilCaughtUpAsync();
        await source.ExecuteAsync("UPDATE table1 SET n = 10 WHERE id = 1; ALTER TABLE table1 CHANGE id number BIGINT; UPDATE table1 SET n = 20 WHERE number = 2; DELETE FROM table1 WHERE number = 1; INSERT INTO table1 VALUES (5000000000, 3)");
        await warehouse.UntilCaughtUpAsync();
        Assert.Equal(["2|20", "5000000000|3"], await warehouse.ReadAsync("SELECT CAST(NUMBER AS VARCHAR), CAST(N AS VARCHAR) FROM BRAND_DB.RAW_SCHEMA.TABLE1"));
    }
}
