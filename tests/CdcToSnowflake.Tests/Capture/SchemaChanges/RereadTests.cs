using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Tests.Capture.Snapshots;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Capture.SchemaChanges;

/// <summary>What is told of tables that are read again, and what can't be followed.</summary>
[Collection(MySqlCollection.Name)]
public sealed class RereadTests(MySqlFixture mysql)
{
    private const string Schema = "rereads";

    private readonly SourceSchema _source = new(mysql.Server, Schema);

    [Fact]
    public async Task Run_TableIsReadAgain_ProgressSaysWhyAndALaterStartWithoutASourceToo()
    {
        await _source.CreateAsync();
        var store = new MemoryObjectStore();
        await using (var live = new LiveCapture(mysql.Server, _source.Options, store))
        {
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        await _source.ExecuteAsync("ALTER TABLE t RENAME COLUMN a TO aa");
        await using (var live = new LiveCapture(mysql.Server, _source.Options with { Snapshot = new SnapshotOptions { ChunkRows = 10, RowsPerSecond = 20 } }, store))
        {
            await live.UntilAsync(() => live.Progress.Snapshot is { Rows: >= 10 and < 150, Tables: [{ Rows: > 0 }] });
            var table = Assert.Single(live.Progress.Snapshot!.Tables);
            Assert.Equal((Schema, "t"), (table.Schema, table.Table));
            Assert.Matches(@"^binlog\.\d+:\d+: the column a of rereads\.t is called aa from here on", table.Reason!);
            await live.StopAsync();
        }

        var files = new BrandCapture("BRAND", new BinlogFileReader(mysql.Server.BinlogFiles), store, _source.Options);
        var error = await Assert.ThrowsAsync<CaptureException>(() => files.RunAsync());
        Assert.Contains("rereads.t is to be read again", error.Message, StringComparison.Ordinal);
        await using (var live = new LiveCapture(mysql.Server, _source.Options, store))
        {
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        await _source.AssertEqualAsync(store);
    }

    [Fact]
    public async Task Run_UnloggedStatement_TheTableIsReadAgain()
    {
        await _source.CreateAsync();
        await using var live = new LiveCapture(mysql.Server, _source.Options);
        await live.UntilCaughtUpAsync();
        await _source.ExecuteAsync("SET sql_log_bin = 0; ALTER TABLE t MODIFY a VARCHAR(20), ADD x INT NOT NULL DEFAULT 8; SET sql_log_bin = 1; UPDATE t SET x = 9 WHERE id = 9");
        await live.UntilCaughtUpAsync();
        await live.StopAsync();
        await _source.AssertEqualAsync(live.Store);
    }

    // By then the shape is in the store, where the next capture finds it.
    [Fact]
    public async Task Run_UnloggedStatementAndKilledBeforeTheCutWithItsRows_TheTableIsReadAgain()
    {
        await _source.CreateAsync();
        var store = new MemoryObjectStore();
        await using (var live = new LiveCapture(mysql.Server, _source.Options, store))
        {
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        await _source.ExecuteAsync("SET sql_log_bin = 0; ALTER TABLE t MODIFY a VARCHAR(20), ADD x INT NOT NULL DEFAULT 8; SET sql_log_bin = 1; UPDATE t SET x = 9 WHERE id = 9");
        int Shapes() => store.Keys.Count(key => key.Contains("/shapes/", StringComparison.Ordinal));
        var before = Shapes();
        store.BeforeWrite = (_, key) =>
        {
            if (key.Contains("/cuts/", StringComparison.Ordinal) && Shapes() > before)
            {
                throw new StorageException("It dies here.", store.Location, key);
            }
        };
        await using (var live = new LiveCapture(mysql.Server, _source.Options, store))
        {
            await Assert.ThrowsAsync<StorageException>(() => live.Run.WaitAsync(TimeSpan.FromMinutes(2)));
        }

        store.BeforeWrite = null;
        await using (var live = new LiveCapture(mysql.Server, _source.Options, store))
        {
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        await _source.AssertEqualAsync(store);
        await using (var live = new LiveCapture(mysql.Server, _source.Options, store))
        {
            await live.UntilCaughtUpAsync();
            Assert.Equal(0, live.Progress.Snapshot!.Rows); // it was answered
            await live.StopAsync();
        }
    }

    // Neither a request for rows nor a snapshot that goes on reads the rows that lack what the statement gave them.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_UnloggedStatementIsMetBySomeRowsAlone_TheTableIsReadAgain(bool goesOn)
    {
        await _source.CreateAsync();
        var options = _source.Options with { Tables = [$"{Schema}.t"] };
        var store = new MemoryObjectStore();
        await using (var live = new LiveCapture(mysql.Server, goesOn ? options with { Snapshot = new SnapshotOptions { ChunkRows = 10, RowsPerSecond = 20 } } : options, store))
        {
            await (goesOn ? live.UntilAsync(() => live.Progress.CommittedRows >= 20) : live.UntilCaughtUpAsync());
            await live.StopAsync();
        }

        await _source.ExecuteAsync("SET sql_log_bin = 0; ALTER TABLE t ADD x INT NOT NULL DEFAULT 8");
        var asked = goesOn ? null : await new RowRequestObjects(store, "BRAND").AskAsync(new TableName(Schema, "t"), new AskedRows(AskedRows.Newest, ["id"], [[Convert.ToHexString("5"u8)]]), default);
        await using (var live = new LiveCapture(mysql.Server, options, store))
        {
            await live.UntilAsync(() => asked is null || store.Keys.Contains($"BRAND/snapshots/done/{Schema}.t/{asked}.json"));
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        await MergedRows.AssertEqualAsync(mysql.Server, await CapturedRows.ReadAsync(store, "BRAND"), Schema, "t", ["id"], "a", "x");
    }

    // Many programs write a column's whole definition, in whatever mode they are.
    [Fact]
    public async Task Run_TextsAreRedeclaredInTheirCharacterSet_NothingIsReadAgain()
    {
        await _source.CreateAsync();
        await _source.ExecuteAsync("CREATE TABLE l (id INT PRIMARY KEY, b VARCHAR(20) CHARACTER SET latin1 NOT NULL, m TEXT CHARACTER SET utf8mb3); INSERT INTO l VALUES (1, 'ü', 'm')");
        await using var live = new LiveCapture(mysql.Server, _source.Options);
        await live.UntilCaughtUpAsync();
        var rows = live.Progress.Snapshot!.Rows;
        await _source.ExecuteAsync(
            """
            SET sql_mode = ''; ALTER TABLE l CHANGE b b VARCHAR(30) CHARACTER SET latin1 NOT NULL COMMENT 'x'; INSERT INTO l VALUES (2, 'ö', 'n');
            ALTER TABLE l MODIFY b VARCHAR(40) CHAR SET latin1 NOT NULL, MODIFY m MEDIUMTEXT CHARACTER SET utf8; INSERT INTO l VALUES (3, 'ä', 'o')
            """);
        await live.UntilCaughtUpAsync();
        Assert.Equal(rows, live.Progress.Snapshot.Rows);
        await live.StopAsync();
        await _source.AssertEqualAsync(live.Store);
    }

    [Fact]
    public async Task Run_TablespaceImported_TheTableIsRead()
    {
        await _source.CreateAsync();
        await using var live = new LiveCapture(mysql.Server, _source.Options);
        await live.UntilCaughtUpAsync();
        await _source.ExecuteAsync("CREATE TABLE i LIKE u; ALTER TABLE i DISCARD TABLESPACE");
        await using (var exporting = await mysql.Server.OpenAsync(Schema))
        {
            await using var export = new MySqlConnector.MySqlCommand("FLUSH TABLES u FOR EXPORT", exporting);
            await export.ExecuteNonQueryAsync();
            foreach (var suffix in (string[])["ibd", "cfg"])
            {
                File.Copy(Path.Combine(mysql.Server.DataFolder, Schema, $"u.{suffix}"), Path.Combine(mysql.Server.DataFolder, Schema, $"i.{suffix}"));
            }
        }

        await _source.ExecuteAsync("ALTER TABLE i IMPORT TABLESPACE; UPDATE i SET a = 1 WHERE id = 1");
        await live.UntilCaughtUpAsync();
        await live.StopAsync();
        await _source.AssertEqualAsync(live.Store);
    }

    [Fact]
    public async Task Run_ObserverRefusesAShape_SaysTheStatementAndGoesOnWithoutTheTable()
    {
        const string Statement = "ALTER TABLE t ADD w INT";
        var files = await mysql.WriteAsync(Schema, $"CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t VALUES (1); {Statement}; INSERT INTO t VALUES (2, 2); CREATE TABLE o (id INT PRIMARY KEY); INSERT INTO o VALUES (1);");
        var store = new MemoryObjectStore();
        BrandCapture Capture(params string[] excluded) =>
            new("BRAND", new BinlogFileReader(files), store, _source.Options with { ExcludedTables = excluded }, new Choosy());
        var error = await Assert.ThrowsAsync<UnsupportedStatementException>(() => Capture().RunAsync());
        Assert.Equal((Statement, await OffsetOfAsync(files, Statement)), (error.Statement, error.Offset));
        Assert.Contains("No room for w", error.Message, StringComparison.Ordinal);
        Assert.Contains("ExcludedTables", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<UnsupportedStatementException>(() => Capture().RunAsync());
        Assert.Equal("not known since the last start", error.Statement);

        await Capture($"{Schema}.t").RunAsync();
        Assert.Single((await CapturedRows.ReadAsync(store, "BRAND")).Of($"{Schema}.o"));
    }

    private static async Task<long?> OffsetOfAsync(IReadOnlyList<string> files, string statement)
    {
        await foreach (var batch in new BinlogFileReader(files).ReadAsync())
        {
            while (batch.Read())
            {
                if (batch.Kind == BinlogEventKind.Query && batch.QueryText == statement)
                {
                    return batch.StartOffset;
                }
            }
        }

        return null;
    }

    private sealed class Choosy : IShapeObserver
    {
        public Task ShapesAppearedAsync(string brand, IReadOnlyList<SourceTable> tables, CancellationToken cancellationToken) =>
            tables.Any(table => table.Columns.Any(column => column.Name == "w")) ? throw new ModelException(ModelProblem.Unwidenable, "No room for w.") : Task.CompletedTask;
    }
}
