using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Model;
using CdcToSnowflake.Tests.Capture.Snapshots;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Capture;

/// <summary>Tables that are logs: with a key or without, each of their changes is a row.</summary>
[Collection(MySqlCollection.Name)]
public sealed class AppendOnlyTests(MySqlFixture mysql)
{
    private const string Schema = "append_only";

    private static readonly CaptureOptions Options = new() { Tables = [$"{Schema}.*"], AppendOnlyTables = ["*.log*"] };

    [Fact]
    public async Task Run_LogsBesideAMirror_EachChangeIsARowAndOnlyTheMirrorIsRead()
    {
        await mysql.Server.ExecuteAsync(
            $"DROP DATABASE IF EXISTS {Schema}; CREATE DATABASE {Schema}; USE {Schema}; CREATE TABLE log (at INT, what VARCHAR(9)); CREATE TABLE log_keyed (id INT PRIMARY KEY, v INT); CREATE TABLE t (id INT PRIMARY KEY, v INT);"
            + "INSERT INTO log VALUES (0, 'old'); INSERT INTO log_keyed VALUES (0, 0); INSERT INTO t VALUES (0, 0);");
        await using var live = new LiveCapture(mysql.Server, Options);
        await live.UntilCaughtUpAsync();
        await mysql.Server.ExecuteAsync(
            "INSERT INTO log VALUES (1, 'a'), (1, 'a'); UPDATE log SET at = 2 WHERE at = 1; DELETE FROM log WHERE at = 2 LIMIT 1; INSERT INTO log_keyed VALUES (1, 1); UPDATE log_keyed SET id = 2 WHERE id = 1; INSERT INTO t VALUES (1, 1);", Schema);
        await live.UntilCaughtUpAsync();
        var error = await Assert.ThrowsAsync<ArgumentException>(() => live.Capture.RequestSnapshotAsync(Schema, "log_keyed"));
        await live.StopAsync();

        Assert.Contains("AppendOnlyTables", error.Message, StringComparison.Ordinal);
        var captured = await CapturedRows.ReadAsync(live.Store, "BRAND");
        Assert.Equal(["I 1 a", "I 1 a", "U 2 a", "U 2 a", "D 2 a"], captured.Of($"{Schema}.log").Select(row => $"{row["_OP"]} {row["at"]} {row["what"]}"));
        Assert.Equal(["I 1", "U 2"], captured.Of($"{Schema}.log_keyed").Select(row => $"{row["_OP"]} {row["id"]}"));
        Assert.Equal(["R 0", "I 1"], captured.Of($"{Schema}.t").Select(row => $"{row["_OP"]} {row["id"]}"));
        var shapes = live.Store.Keys.Where(key => key.Contains("/shapes/", StringComparison.Ordinal)).Select(key => SourceTable.FromJson(live.Store[key])).ToDictionary(shape => shape.Name);
        Assert.Equal([("log", true, 0), ("log_keyed", true, 0), ("t", false, 1)], shapes.Values.OrderBy(shape => shape.Name).Select(shape => (shape.Name, shape.IsAppendOnly, shape.Key.Count)));

        // In the next run there is nothing to read either.
        await using var again = new LiveCapture(mysql.Server, Options, live.Store);
        await again.UntilCaughtUpAsync();
        Assert.Equal((0, 0), (again.Progress.Snapshot!.TablesDone, again.Progress.Snapshot.Rows));
        await again.StopAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_ValuesOfALogsRowsChange_GoesOnAndReadsNothing(bool isLive)
    {
        const string Statements =
            "ALTER TABLE log RENAME COLUMN v TO w, ADD n INT NOT NULL DEFAULT 5; INSERT INTO log VALUES (2, 2, 2); ALTER TABLE log MODIFY n SMALLINT; INSERT INTO log VALUES (3, 3, 3); "
            + "RENAME TABLE log TO log_2; INSERT INTO log_2 VALUES (4, 4, 4)";
        const string Table = "CREATE TABLE log (id INT PRIMARY KEY, v INT); INSERT INTO log VALUES (1, 1);";
        var store = new MemoryObjectStore();
        if (isLive)
        {
            await mysql.Server.ExecuteAsync($"DROP DATABASE IF EXISTS {Schema}; CREATE DATABASE {Schema}");
            await using var live = new LiveCapture(mysql.Server, Options, store);
            await live.UntilCaughtUpAsync();
            await mysql.Server.ExecuteAsync($"{Table}{Statements}", Schema);
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
            Assert.Equal(0, live.Progress.Snapshot!.Rows);
        }
        else
        {
            await new BrandCapture("BRAND", new BinlogFileReader(await mysql.WriteAsync(Schema, Table + Statements)), store, Options).RunAsync();
        }

        var rows = (await CapturedRows.ReadAsync(store, "BRAND")).Rows.Where(row => (string)row["_OP"]! == "I");
        Assert.Equal(["1 1 ", "2 2 2", "3 3 3", "4 4 4"], rows.Select(row => $"{row["id"]} {row.GetValueOrDefault("v") ?? row["w"]} {row.GetValueOrDefault("n")}"));
    }

    [Fact]
    public async Task Run_DeleteOfALogWithoutItsImage_Throws()
    {
        var files = await mysql.WriteAsync(Schema, "CREATE TABLE log (id INT PRIMARY KEY, v INT); INSERT INTO log VALUES (1, 1); SET SESSION binlog_row_image = MINIMAL; DELETE FROM log;");

        await Assert.ThrowsAsync<RowValueException>(() => new BrandCapture("BRAND", new BinlogFileReader(files), new MemoryObjectStore(), Options).RunAsync());
    }
}
