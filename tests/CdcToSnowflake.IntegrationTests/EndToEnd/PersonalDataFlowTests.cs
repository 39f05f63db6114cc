using System.Globalization;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.IntegrationTests.EndToEnd;

/// <summary>What capture alone is told of columns and logs, the warehouse follows without being told again.</summary>
public sealed class PersonalDataFlowTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("personal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(FileFormat.Parquet)]
    [InlineData(FileFormat.NdjsonGzip)]
    [InlineData(FileFormat.CsvGzip)]
    public async Task TwoServersColumns_LeftOutAndHashed_CiHasHashesThatJoinAndALogsChanges(FileFormat format)
    {
        await using var server = await MySqlServer.StartAsync();
        await server.ExecuteAsync(
            """
            CREATE DATABASE shop; USE shop;
            CREATE TABLE customers (id INT PRIMARY KEY, notes TEXT, email VARCHAR(50), visits INT);
            CREATE TABLE mails (id INT PRIMARY KEY, receiver TEXT, sent DATE);
            CREATE TABLE log (what VARCHAR(20), at INT);
            INSERT INTO customers VALUES (1, 'private', 'anna@x.org', 1), (2, 'private', 'bo@x.org', 2), (3, NULL, NULL, 3);
            INSERT INTO mails VALUES (10, 'bo@x.org', '2026-01-02'), (11, 'anna@x.org', '2026-01-03');
            INSERT INTO log VALUES ('login', 1), ('login', 1);
            UPDATE customers SET visits = 20 WHERE id = 2;
            DELETE FROM log LIMIT 1;
            """);
        await server.ExecuteAsync("FLUSH BINARY LOGS");
        await using var snowflake = new SnowflakeEmulator(new EmulatorOptions { MinimumTriggerInterval = TimeSpan.FromMilliseconds(100) });
        using var deployment = new SnowflakeDeployment(snowflake);
        var store = await snowflake.WatchAsync(new FolderObjectStore(_folder), default);
        await deployment.EnsureBrandAsync("brand_a", store.Location);
        var options = new CaptureOptions
        {
            Tables = ["shop.*"], Format = format, AppendOnlyTables = ["shop.log"], DroppedColumns = ["*.*.notes"], HashedColumns = ["shop.customers.email", "shop.mails.receiver"], HashSalt = "a salt that nobody guesses",
        };

        await new BrandCapture("brand_a", new BinlogFileReader(server.BinlogFiles), store, options, deployment).RunAsync();
        await snowflake.DrainAsync();

        Assert.Equal(["1|11|1", "2|10|20"], await RowsAsync(snowflake, "SELECT c.ID, m.ID, c.VISITS FROM CI_DB.CI_SCHEMA.CUSTOMERS AS c JOIN CI_DB.CI_SCHEMA.MAILS AS m ON m.RECEIVER = c.EMAIL ORDER BY 1"));
        Assert.Equal(["3"], await RowsAsync(snowflake, "SELECT ID FROM CI_DB.CI_SCHEMA.CUSTOMERS WHERE EMAIL IS NULL"));
        Assert.Equal(["2"], await RowsAsync(snowflake, "SELECT COUNT(*) FROM BRAND_A_DB.RAW_SCHEMA.CUSTOMERS WHERE LENGTH(EMAIL) = 64"));
        Assert.Equal(["I|login|1", "I|login|1", "D|login|1"], await RowsAsync(snowflake, "SELECT _OP, WHAT, AT FROM CI_DB.CI_SCHEMA.LOG ORDER BY _CUT, _SEQ"));
        foreach (var schema in (string[])["BRAND_A_DB.STG_SCHEMA", "BRAND_A_DB.RAW_SCHEMA", "CI_DB.CI_SCHEMA"])
        {
            var error = await Assert.ThrowsAsync<SnowflakeException>(() => RowsAsync(snowflake, $"SELECT NOTES FROM {schema}.CUSTOMERS"));
            Assert.Contains("NOTES", error.Message, StringComparison.Ordinal);
        }
    }

    private static async Task<List<string>> RowsAsync(SnowflakeEmulator snowflake, string sql)
    {
        await using var command = snowflake.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        }

        return rows;
    }
}
