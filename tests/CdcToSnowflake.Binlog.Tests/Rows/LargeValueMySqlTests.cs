using System.Globalization;
using CdcToSnowflake.Binlog.Tests.Servers;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>Events over the 16 MiB of a packet, from a file and from the server, under the limit and over it.</summary>
[Collection(MySqlCollection.Name)]
public sealed class LargeValueMySqlTests(MySqlFixture mySql)
{
    private static readonly int s_bytes = Environment.GetEnvironmentVariable("CDC_TEST_LONG") is { Length: > 0 } ? 400 << 20 : 20 << 20;

    [Theory]
    [InlineData("OFF")]
    [InlineData("ON")]
    public async Task ReadAsync_EventOfManyPackets_IsWholeUnderTheLimitAndAnErrorOverIt(string compression)
    {
        var server = mySql.Server;
        var database = $"large_value_{compression.ToLowerInvariant()}";
        await server.ExecuteAsync($"SET GLOBAL max_allowed_packet = 1073741824; DROP DATABASE IF EXISTS {database}; CREATE DATABASE {database}; CREATE TABLE {database}.a (id INT PRIMARY KEY, v LONGBLOB); FLUSH BINARY LOGS");
        var file = server.BinlogFiles[^1];
        await server.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"SET binlog_transaction_compression = {compression}; INSERT INTO {database}.a VALUES (1, REPEAT('abcdefgh', {s_bytes / 8})), (2, 'x'); DROP DATABASE {database}"));
        var from = new BinlogPosition(Path.GetFileName(file), BinlogPosition.FirstEvent);

        await CheckAsync(new BinlogFileReader([file]), null, database);
        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString));
        await CheckAsync(client, from, database);

        var options = new BinlogOptions { MaxEventBytes = 10 << 20 };
        var error = await Assert.ThrowsAsync<BinlogCorruptException>(() => CheckAsync(new BinlogFileReader([file], options), null, database));
        Assert.Equal(Path.GetFileName(file), error.File);
        Assert.Contains(compression == "ON" ? "compressed transaction" : "MaxEventBytes", error.Message, StringComparison.Ordinal);
    }

    private static async Task CheckAsync(IBinlogReader reader, BinlogPosition? from, string database)
    {
        var lengths = new List<int>();
        await foreach (var batch in reader.ReadAsync(from, TestContext.Current.CancellationToken))
        {
            while (batch.Read())
            {
                if (batch.Kind == BinlogEventKind.Query && batch.QueryText.StartsWith("DROP DATABASE", StringComparison.OrdinalIgnoreCase))
                {
                    Assert.Equal([s_bytes, 1], lengths);
                    return;
                }

                if (batch.Kind != BinlogEventKind.Rows || batch.Table.Schema != database)
                {
                    continue;
                }

                foreach (var change in batch.Rows)
                {
                    var value = change.After.GetBytes(1);
                    lengths.Add(value.Length);
                    for (var at = 0; at < value.Length - 8; at += 1 << 16)
                    {
                        Assert.True(value.Slice(at, 8).SequenceEqual("abcdefgh"u8));
                    }
                }
            }
        }

        Assert.Fail("The reading ended too early.");
    }
}
