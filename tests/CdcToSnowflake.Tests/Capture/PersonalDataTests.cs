using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Model;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Tests.Capture.Snapshots;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Capture;

/// <summary>Columns that are left out or hashed: their values are nowhere in the store, neither from a snapshot nor from the log.</summary>
[Collection(MySqlCollection.Name)]
public sealed class PersonalDataTests(MySqlFixture mysql)
{
    private const string Schema = "personal";
    private const string Salt = "a salt that nobody guesses";

    // Every secret holds this, so that it can be looked for.
    private const string Mark = "s3cr3t";

    private const string Before = $$"""
        CREATE TABLE customers (id INT PRIMARY KEY, email VARCHAR(100) NOT NULL, phone CHAR(30), seen INT, notes TEXT, about JSON, photo BLOB, kind ENUM('{{Mark}}-gold', 'none'), born DATE, paid DECIMAL(10,2), bin VARBINARY(60));
        CREATE TABLE mails (id INT PRIMARY KEY, receiver VARCHAR(200) CHARACTER SET latin1);
        INSERT INTO customers VALUES (1, 'anna-{{Mark}}@x.org', '{{Mark}}-123', 5, 'note {{Mark}}', '{"a": "{{Mark}}"}', '{{Mark}}-photo', '{{Mark}}-gold', '2001-02-03', 17.50, '{{Mark}}-bin'), (2, 'bo-{{Mark}}@x.org', NULL, 6, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
        INSERT INTO mails VALUES (1, 'anna-{{Mark}}@x.org'), (2, 'ü-{{Mark}}');
        """;

    private const string After = $$"""
        UPDATE customers SET seen = 7, phone = '{{Mark}}-456' WHERE id = 1;
        INSERT INTO customers VALUES (3, 'anna-{{Mark}}@x.org', '{{Mark}}-123', 8, 'note {{Mark}} 3', '{"b": ["{{Mark}}"]}', '{{Mark}}-photo3', 'none', '2001-02-03', 17.50, '{{Mark}}-bin');
        UPDATE customers SET about = JSON_SET(about, '$.c', 'more {{Mark}}') WHERE id = 3;
        UPDATE customers SET id = 4 WHERE id = 2;
        DELETE FROM customers WHERE id = 1;
        INSERT INTO mails VALUES (3, 'bo-{{Mark}}@x.org');
        """;

    private static readonly CaptureOptions Options = new()
    {
        Tables = [$"{Schema}.*"],
        DroppedColumns = ["*.CUSTOMERS.notes", $"{Schema}.customers.photo", "*.*.about"],
        HashedColumns = [$"{Schema}.*.email", "*.mails.receiver", "*.*.phone", "*.*.kind", "*.*.born", "*.*.paid", "*.*.bin"],
        HashSalt = Salt,
    };

    [Theory]
    [InlineData(FileFormat.Parquet)]
    [InlineData(FileFormat.NdjsonGzip)]
    [InlineData(FileFormat.CsvGzip)]
    public Task Run_SnapshotAndLog_NoValueIsInTheStore(FileFormat format) => AssertNowhereAsync(mysql.Server, format);

    [Fact]
    public async Task Run_MariaDb_NoValueIsInTheStore()
    {
        await using var server = await MariaDbServer.StartAsync();
        await AssertNowhereAsync(server, FileFormat.NdjsonGzip);
    }

    [Theory]
    [InlineData("personal.t.emial", "", "its column emial, which it doesn't have")]
    [InlineData("", "personal.t.emial", "its column emial, which it doesn't have")]
    [InlineData("*.*.id", "", "its key column id")]
    [InlineData("", "*.*.i?", "its key column id")]
    public async Task Run_ColumnThatIsNotThereOrIsTheKey_ThrowsAndWritesNothing(string dropped, string hashed, string problem)
    {
        // One each: a heartbeat of the first capture would say that the row is taken.
        var (store, logStore) = (new MemoryObjectStore(), new MemoryObjectStore());
        var files = await mysql.WriteAsync(Schema, $"CREATE TABLE t (id INT PRIMARY KEY, email TEXT); INSERT INTO t VALUES (1, '{Mark}');");
        var options = Options with { DroppedColumns = dropped.Length > 0 ? [dropped] : [], HashedColumns = hashed.Length > 0 ? [hashed] : [] };

        await using var live = new LiveCapture(mysql.Server, options, store);
        var snapshot = await Assert.ThrowsAsync<TableDefinitionException>(() => live.Run.WaitAsync(TimeSpan.FromMinutes(2)));
        var log = await Assert.ThrowsAsync<TableDefinitionException>(() => RunAsync(files, logStore, options));

        Assert.All([snapshot, log], error => Assert.Contains(problem, error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain([.. store.Keys, .. logStore.Keys], key => key.Contains("/data/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_TreatmentsChange_StopsUntilSomebodyHasSeenToTheRowsBefore()
    {
        var files = await mysql.WriteAsync(Schema, $"CREATE TABLE t (id INT PRIMARY KEY, email TEXT); INSERT INTO t VALUES (1, 'a'); FLUSH BINARY LOGS; INSERT INTO t VALUES (2, 'b'); FLUSH BINARY LOGS; INSERT INTO t VALUES (3, 'c');");
        var plain = Options with { DroppedColumns = [], HashedColumns = [] };
        var store = new MemoryObjectStore();
        await RunAsync(files.Take(1), store, plain);

        var error = await Assert.ThrowsAsync<UnsupportedStatementException>(() => RunAsync(files.Take(2), store, Options));
        Assert.Contains("its column email was taken as it is and is hashed", error.Message, StringComparison.Ordinal);
        await RunAsync(files.Take(2), store, Options with { HandledStatements = [$"{error.File}:{error.Offset}"] });
        await RunAsync(files, store, Options with { DroppedColumns = ["*.*.email"] }); // what is left out is no contradiction
        Assert.Equal(["a", Hash("b"), null], (await CapturedRows.ReadAsync(store, "BRAND")).Rows.Select(row => row.GetValueOrDefault("email")));

        store = new MemoryObjectStore();
        await RunAsync(files.Take(1), store, Options with { DroppedColumns = ["*.*.email"] });
        error = await Assert.ThrowsAsync<UnsupportedStatementException>(() => RunAsync(files, store, plain));
        Assert.Contains("was left out and is taken as it is", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AlteredColumnsThatAreLeftOut_AreFollowed()
    {
        var files = await mysql.WriteAsync(
            Schema,
            """
            CREATE TABLE t (id INT PRIMARY KEY, email TEXT, _op INT); INSERT INTO t VALUES (1, '1', 1); ALTER TABLE t MODIFY email INT; INSERT INTO t VALUES (2, 2, 2);
            ALTER TABLE t ADD email2 INT NOT NULL DEFAULT 5; INSERT INTO t VALUES (3, 2, 3, 5);
            """);
        var store = new MemoryObjectStore();

        await Assert.ThrowsAsync<TableDefinitionException>(() => RunAsync(files, store, Options with { DroppedColumns = ["*.*.email*"], HashedColumns = [] }));
        await Assert.ThrowsAsync<UnsupportedStatementException>(() => RunAsync(files, new MemoryObjectStore(), Options with { DroppedColumns = ["*.*._op"], HashedColumns = [] }));
        await RunAsync(files, store, Options with { DroppedColumns = ["*.*.email*", "*.*._op"], HashedColumns = [] });

        Assert.Equal([1L, 2L, 3L], (await CapturedRows.ReadAsync(store, "BRAND")).Rows.Select(row => row["id"]));
    }

    [Fact]
    public async Task Run_MinimalImageLacksOnlyWhatIsLeftOut_Captured()
    {
        var files = await mysql.WriteAsync(Schema, "CREATE TABLE t (id INT PRIMARY KEY, a INT, notes TEXT); INSERT INTO t VALUES (1, 1, 'x'); SET SESSION binlog_row_image = NOBLOB; UPDATE t SET a = 2;");
        var store = new MemoryObjectStore();

        await RunAsync(files, store, Options with { DroppedColumns = ["*.*.notes"] });

        Assert.Equal(["I 1", "U 2"], (await CapturedRows.ReadAsync(store, "BRAND")).Rows.Select(row => $"{row["_OP"]} {row["a"]}"));
    }

    private static async Task AssertNowhereAsync(DatabaseServer server, FileFormat format)
    {
        await RecreateAsync(server, Before);
        await using var live = new LiveCapture(server, Options with { Format = format });
        await live.UntilCaughtUpAsync();
        await server.ExecuteAsync(After, Schema);
        await live.UntilCaughtUpAsync();
        await live.StopAsync();

        foreach (var key in live.Store.Keys)
        {
            Assert.All(Views(live.Store[key]), text => Assert.DoesNotContain(Mark, text, StringComparison.Ordinal));
            Assert.All(Views(live.Store[key]), text => Assert.DoesNotContain(Salt, text, StringComparison.Ordinal));
            Assert.All(Views(live.Store[key]), text => Assert.DoesNotContain(Convert.ToHexString(Encoding.UTF8.GetBytes(Mark)), text, StringComparison.OrdinalIgnoreCase));
        }

        // Parquet's pages are compressed: their values are read by another reader.
        var captured = await CapturedRows.ReadAsync(live.Store, "BRAND");
        Assert.All(captured.Rows.SelectMany(row => row.Values), value => Assert.DoesNotContain(Mark, value?.ToString() ?? "", StringComparison.Ordinal));
        Assert.All(captured.Of($"{Schema}.customers"), row => Assert.Empty(row.Keys.Intersect(["notes", "photo", "about"])));
        Assert.Equal(
            ["R 1 anna 123", "R 2 bo ", "U 1 anna 456", "I 3 anna 123", "U 3 anna 123", "D 2 bo ", "I 4 bo ", "D 1 anna 456"],
            captured.Of($"{Schema}.customers").Select(row => $"{row["_OP"]} {row["id"]} {Name(row["email"])} {Name(row.GetValueOrDefault("phone"))}"));
        Assert.Equal(["R anna", "R ü", "I bo"], captured.Of($"{Schema}.mails").Select(row => $"{row["_OP"]} {Name(row["receiver"])}"));
        Assert.All(
            captured.Of($"{Schema}.customers").Where(row => row["id"]!.ToString() == "1"),
            row => Assert.Equal(
                [Hash($"{Mark}-gold"), Hash("2001-02-03"), Hash("17.50"), Hash($"{Mark}-bin")],
                [row["kind"], row["born"], row["paid"], row["bin"]]));
    }

    private static string Name(object? hash) => hash is null ? "" : new Dictionary<string, string>
    {
        [Hash($"anna-{Mark}@x.org")] = "anna", [Hash($"bo-{Mark}@x.org")] = "bo", [Hash($"ü-{Mark}")] = "ü", [Hash($"{Mark}-123")] = "123", [Hash($"{Mark}-456")] = "456",
    }[(string)hash];

    private static string Hash(string value) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Salt), Encoding.UTF8.GetBytes(value)));

    // The bytes as they lie there, and unpacked.
    private static IEnumerable<string> Views(byte[] content)
    {
        yield return Encoding.Latin1.GetString(content);
        if (content is [0x1F, 0x8B, ..])
        {
            using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
            using var text = new StreamReader(gzip, Encoding.Latin1);
            yield return text.ReadToEnd();
        }
    }

    private static Task RecreateAsync(DatabaseServer server, string sql) => server.ExecuteAsync($"DROP DATABASE IF EXISTS {Schema}; CREATE DATABASE {Schema} CHARACTER SET utf8mb4; USE {Schema}; {sql}");

    private static Task RunAsync(IEnumerable<string> files, MemoryObjectStore store, CaptureOptions options) => new BrandCapture("BRAND", new BinlogFileReader([.. files]), store, options).RunAsync();
}
