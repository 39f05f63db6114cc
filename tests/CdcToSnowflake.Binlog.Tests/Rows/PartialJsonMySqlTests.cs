using System.Globalization;
using System.Text;
using CdcToSnowflake.Binlog.Rows.Json;
using CdcToSnowflake.Binlog.Tests.Servers;
using CsCheck;
using MySqlConnector;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>Partial JSON updates: the documents that their operations make equal the server's own SELECT after each statement.</summary>
[Collection(MySqlCollection.Name)]
public sealed class PartialJsonMySqlTests(MySqlFixture mySql)
{
    private const byte PartialUpdateRows = 39;

    private static readonly int s_iterations = Environment.GetEnvironmentVariable("CDC_TEST_LONG") is { Length: > 0 } ? 500 : 10;

    [Theory]
    [InlineData("FULL", "OFF")]
    [InlineData("FULL", "ON")]
    [InlineData("NOBLOB", "OFF")]
    public async Task GetJson_DocumentInTheBeforeImage_EqualsSelect(string image, string compression)
    {
        var partialEvents = 0;
        await Gen.Select(GeneratedJsonUpdates.Document, GeneratedJsonUpdates.Of("j"), GeneratedJsonUpdates.Of("k")).Array[1, 8].SampleAsync(
            async changes =>
            {
                var (file, expected) = await RunAsync(changes, $"SET binlog_row_image = {image}; SET binlog_transaction_compression = {compression};");

                var after = (await DecodedRows.ReadAsync(new BinlogFileReader([file]), "partial_json")).Where(c => c is { Operation: RowOperation.Update, Table.Name: "a" }).ToList();

                Assert.Equal(expected.Count, after.Count);
                for (var i = 0; i < expected.Count; i++)
                {
                    Assert.Equal(expected[i].J, after[i].After![2]);
                    Assert.Equal(expected[i].K, after[i].After![4]);
                    Assert.Equal("[1, 2]", after[i].After![1]);
                }

                partialEvents += EventTypes(file).Count(t => t == PartialUpdateRows);
            },
            iter: s_iterations, threads: 1);
        Assert.True(compression == "ON" || partialEvents > s_iterations);
    }

    [Fact]
    public async Task GetJsonDiffs_MinimalImage_MakeTheServersDocument()
    {
        var partialValues = 0;
        await Gen.Select(GeneratedJsonUpdates.Document, GeneratedJsonUpdates.Of("j"), GeneratedJsonUpdates.Of("k")).Array[1, 8].SampleAsync(
            async changes =>
            {
                var (file, expected) = await RunAsync(changes, "SET binlog_row_image = MINIMAL;");
                var (documents, partial) = await FollowAsync(file);

                Assert.Equal(expected, documents);
                partialValues += partial;
            },
            iter: s_iterations, threads: 1);
        Assert.True(partialValues > s_iterations);
    }

    [Fact]
    public async Task GetJson_OfFreshDocuments_HasTheServersOwnLayout()
    {
        var compared = 0;
        var literal = Gen.OneOf(Gen.OneOf("1", "-40000", "70000", "'text'", "CAST('true' AS JSON)", "REPEAT('v', 66000)", "JSON_ARRAY(1, 70000, JSON_OBJECT('x', 5))", "3000000000"));
        var path = Gen.OneOf("$.a", "$.obj.a", "$.obj.zz", "$.obj.é", "$.many[0]", "$.many[1000]", "$.many[last]", "$.big.n", "$.big.t");
        await Gen.Select(Gen.OneOf("JSON_SET", "JSON_REPLACE", "JSON_REMOVE"), path, path, literal, Gen.Int[1, 40_000]).Array[1, 8].SampleAsync(
            async changes =>
            {
                var sql = new StringBuilder("DROP DATABASE IF EXISTS json_layout; CREATE DATABASE json_layout; USE json_layout; SET binlog_row_value_options = PARTIAL_JSON; CREATE TABLE a (id INT PRIMARY KEY, j JSON); CREATE TABLE b LIKE a;");
                for (var i = 0; i < changes.Length; i++)
                {
                    var (function, first, second, value, length) = changes[i];
                    var arguments = function == "JSON_REMOVE" ? $"'{first}', '{second}'" : $"'{first}', {value}, '{second}', {value}";
                    sql.Append(CultureInfo.InvariantCulture, $"INSERT INTO a VALUES ({i}, JSON_OBJECT('a', 5, 'obj', JSON_OBJECT('a', 70000, 'é', -7, 'zzz', 'z'), 'many', JSON_ARRAY(1, 2, 65536, 'x'), 'big', JSON_OBJECT('n', 123456, 't', REPEAT('t', {length * 2}))));");
                    sql.Append(CultureInfo.InvariantCulture, $"UPDATE a SET j = {function}(j, {arguments}) WHERE id = {i}; INSERT INTO b SELECT id, CAST(CAST(j AS CHAR) AS JSON) FROM a WHERE id = {i};");
                }

                var file = await LogAsync(sql.ToString());
                var (after, fresh) = (new Dictionary<long, string>(), new Dictionary<long, string>());
                await foreach (var batch in new BinlogFileReader([file]).ReadAsync())
                {
                    while (batch.Read())
                    {
                        if (batch.Kind == BinlogEventKind.Rows)
                        {
                            foreach (var change in batch.Rows)
                            {
                                (batch.Table.Name == "a" ? after : fresh)[change.After.GetInt64(0)] = Convert.ToHexString(change.After.GetJson(1).Binary);
                            }
                        }
                    }
                }

                Assert.Equal(fresh, after);
                compared += EventTypes(file).Count(t => t == PartialUpdateRows);
            },
            iter: s_iterations, threads: 1);
        Assert.True(compared > s_iterations);
    }

    /// <summary>Each update's documents: whole ones as they are, partial ones made of the one before.</summary>
    private static async Task<(List<(string J, string? K)> Documents, int Partial)> FollowAsync(string file)
    {
        var edit = new JsonEdit();
        var (last, documents, partial) = (new byte[5][], new List<(string, string?)>(), 0);
        await foreach (var batch in new BinlogFileReader([file]).ReadAsync())
        {
            while (batch.Read())
            {
                if (batch.Kind != BinlogEventKind.Rows || batch.Table.ToString() != "partial_json.a")
                {
                    continue;
                }

                foreach (var change in batch.Rows)
                {
                    foreach (var column in (int[])[2, 4])
                    {
                        var row = change.After;
                        if (row.IsPartial(column))
                        {
                            partial++;
                            var length = edit.Apply(last[column], row.GetJsonDiffs(column).Bytes);
                            last[column] = new byte[length];
                            edit.Write(last[column]);
                        }
                        else if (row.IsPresent(column))
                        {
                            last[column] = row.IsNull(column) ? null! : row.GetJson(column).Binary.ToArray();
                        }
                    }

                    if (change.Operation == RowOperation.Update)
                    {
                        documents.Add((new BinlogJson(last[2]).ToString(), last[4] is null ? null : new BinlogJson(last[4]).ToString()));
                    }
                }
            }
        }

        return (documents, partial);
    }

    private async Task<(string File, List<(string J, string? K)> Expected)> RunAsync((string Document, string J, string K)[] changes, string prologue)
    {
        var sql = new StringBuilder(prologue);
        sql.Append("SET binlog_row_value_options = PARTIAL_JSON; DROP DATABASE IF EXISTS partial_json; CREATE DATABASE partial_json; USE partial_json;");
        sql.Append("CREATE TABLE a (id INT PRIMARY KEY, m JSON, j JSON, s VARCHAR(20), k JSON, n INT); CREATE TABLE seen (n INT PRIMARY KEY, j LONGTEXT, k LONGTEXT);");
        sql.Append(CultureInfo.InvariantCulture, $"INSERT INTO a VALUES (1, '[1, 2]', {changes[0].Document}, 's', IF({changes.Length} = 3, NULL, {changes[^1].Document}), 0);");
        for (var i = 0; i < changes.Length; i++)
        {
            sql.Append(CultureInfo.InvariantCulture, $"UPDATE a SET n = {i + 1}, j = {changes[i].J}{(i % 3 == 0 ? "" : $", k = {changes[i].K}")}; INSERT INTO seen SELECT n, CAST(j AS CHAR), CAST(k AS CHAR) FROM a;");
        }

        var file = await LogAsync(sql.ToString());
        await using var connection = await mySql.Server.OpenAsync("partial_json");
        await using var command = new MySqlCommand("SELECT j, k FROM seen ORDER BY n", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var expected = new List<(string, string?)>();
        while (await reader.ReadAsync())
        {
            expected.Add((reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1)));
        }

        return (file, expected);
    }

    private async Task<string> LogAsync(string sql)
    {
        await mySql.Server.ExecuteAsync("FLUSH BINARY LOGS");
        var file = mySql.Server.BinlogFiles[^1];
        await mySql.Server.ExecuteAsync(sql);
        return file;
    }

    /// <summary>The types of a file's events, not looking into compressed transactions.</summary>
    private static List<byte> EventTypes(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var types = new List<byte>();
        for (var at = 4; at < bytes.Length; at += BitConverter.ToInt32(bytes, at + 9))
        {
            types.Add(bytes[at + 4]);
        }

        return types;
    }
}
