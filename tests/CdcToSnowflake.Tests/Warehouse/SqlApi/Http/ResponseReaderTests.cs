using System.Text;
using System.Text.Json;
using CdcToSnowflake.Tests.Warehouse.SqlApi.Documented;
using CdcToSnowflake.Warehouse.SqlApi.Http;
using CdcToSnowflake.Warehouse.SqlApi.Values;
using CsCheck;

namespace CdcToSnowflake.Tests.Warehouse.SqlApi.Http;

public class ResponseReaderTests
{
    [Fact]
    public async Task Read_DocumentedResultSet_HasItsRowsAndColumns()
    {
        var response = await ReadAsync(Example.Text("post-200.json"));
        Assert.Equal(("090001", "00000", "e4ce975e-f7ff-4b5e-b15e-bf25f59371ae", 4L, 1), (response.Code, response.SqlState, response.StatementHandle, response.RowCount, response.Partitions));
        Assert.Equal([new ResultColumn("COLUMN1", "text", null, null, 4, false), new ResultColumn("COLUMN2", "fixed", 1, 0, null, false)], response.Columns);
        Assert.Equal(["test,2", "test,3", "test,4", "test,5"], Rows(response));
    }

    [Fact]
    public async Task Read_DocumentedResponses_HaveTheirFields()
    {
        Assert.Equal(2, (await ReadAsync(Example.Text("post-200-partitions.json"))).Partitions);
        var several = await ReadAsync(Example.Text("transaction-200.json"));
        Assert.Equal(4, several.StatementHandles.Count);
        Assert.Equal("019d6ed0-0502-3101-0000-096d0042108e", several.StatementHandles[^1]);
        var failure = await ReadAsync(Example.Text("422.json"));
        Assert.Equal((904, "42000", "SQL compilation error: error line 1 at position 7\ninvalid identifier 'AFAF'"), (failure.Number, failure.SqlState, failure.Message));
        Assert.Equal("019c06a4-0000-df4f-0000-00100006589e", (await ReadAsync(Example.Text("202.json"))).StatementHandle);
    }

    [Fact]
    public async Task Read_NullsNestedMetadataAndUnknownFields_AreUnderstoodOrPassedOver()
    {
        var response = await ReadAsync("""
            {"later":{"data":[1,{"code":"x"}]},"data":[[null,"a\u00e9\n"],["",null]],"stats":{"numRowsInserted":2,"numRowsUpdated":1,"numRowsDeleted":4,"numDuplicateRowsUpdated":9},
             "resultSetMetaData":{"numRows":2,"rowType":[{"name":"A","type":"object","fields":[{"name":"inner","type":"text"}]},{"name":"B","type":"text"}]},"code":"1"}
            """);
        Assert.Equal(["∅,aé\n", ",∅"], Rows(response));
        Assert.Equal(["A", "B"], response.Columns.Select(column => column.Name));
        Assert.Equal((7L, "1"), (response.Affected, response.Code));
    }

    /// <summary>However the network cuts it, a body reads the same; and one that ends early is seen to.</summary>
    [Fact]
    public async Task Read_InAnyPieces_IsTheSame_AndCutAnywhere_IsAnEarlyEnd()
    {
        var whole = Encoding.UTF8.GetBytes(Example.Text("post-200.json").Replace("\"test\", \"3\"", "\"tést\\u00e9\\n\", null", StringComparison.Ordinal).TrimEnd());
        var expected = Rows(await ReadAsync(whole, whole.Length));
        Assert.Contains("tésté\n,∅", expected);
        for (var piece = 1; piece < 40; piece++)
        {
            Assert.Equal(expected, Rows(await ReadAsync(whole, piece)));
        }

        for (var end = 0; end < whole.Length; end++)
        {
            await Assert.ThrowsAsync<EndOfStreamException>(() => ReadAsync(whole[..end], 64));
        }
    }

    [Fact]
    public void Read_HostileBodies_EndInATypedError() => (from at in Gen.Int[0, 10_000] from with in Gen.Byte.Array[0, 4] from without in Gen.Int[0, 4] from piece in Gen.Int[1, 100] select (at, with, without, piece))
        .Sample(sample =>
        {
            var whole = Encoding.UTF8.GetBytes(Example.Text("post-200-partitions.json"));
            var at = sample.at % whole.Length;
            byte[] spoiled = [.. whole[..at], .. sample.with, .. whole[Math.Min(whole.Length, at + sample.without)..]];
            try
            {
                ReadAsync(spoiled, sample.piece).GetAwaiter().GetResult();
            }
            catch (Exception e) when (e is JsonException or EndOfStreamException)
            {
            }
        }, iter: 3000);

    [Theory]
    [InlineData("""{"data":[["1"],["1","2"]]}""")]
    [InlineData("""{"data":[["1","2"]],"resultSetMetaData":{"rowType":[{"name":"A","type":"text"}]}}""")]
    [InlineData("""{"data":["1"]}""")]
    [InlineData("""{"data":[[["1"]]]}""")]
    [InlineData("""{"data":{"a":"1"}}""")]
    [InlineData("""[1]""")]
    [InlineData("""<html></html>""")]
    [InlineData("""{"resultSetMetaData":{"numRows":99999999999999999999}}""")]
    [InlineData("""{"code":"\ud800"}""")]
    public async Task Read_WhatIsNoResponse_IsAJsonError(string body) =>
        await Assert.ThrowsAnyAsync<JsonException>(() => ReadAsync(body));

    [Fact]
    public async Task Read_LongerThanAllowed_IsRefusedBeforeItIsHeld()
    {
        var endless = new EndlessRows();
        await Assert.ThrowsAsync<ResponseTooLargeException>(() => ResponseReader.ReadAsync(endless, 1 << 20, () => { }, default));
        Assert.InRange(endless.Given, 1 << 20, 2 << 20);
    }

    /// <summary>A large partition is held once: what is allocated is its values and little more.</summary>
    [Fact]
    public async Task Read_LargeBody_AllocatesItOnce()
    {
        const int Rows = 2000;
        var value = new string('x', 10_000);
        var body = Encoding.UTF8.GetBytes("{\"data\":[" + string.Join(",", Enumerable.Repeat($"[\"{value}\"]", Rows)) + "]}");
        await ReadAsync(body, 64 << 10); // compiled, pools filled
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reading = ReadAsync(body, 64 << 10);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(reading.IsCompletedSuccessfully); // so all of it was on this thread
        Assert.InRange(allocated, body.Length, body.Length * 1.1);
    }

    private static Task<SqlApiResponse> ReadAsync(string body) => ReadAsync(Encoding.UTF8.GetBytes(body), int.MaxValue);

    private static Task<SqlApiResponse> ReadAsync(byte[] body, int piece) => ResponseReader.ReadAsync(new PieceStream(body, piece), long.MaxValue, () => { }, default);

    private static List<string> Rows(SqlApiResponse response) => [.. Enumerable.Range(0, response.Rows.Rows).Select(row => string.Join(",", Enumerable.Range(0, response.Rows.Columns)
        .Select(column => response.Rows.IsNull(row, column) ? "∅" : Encoding.UTF8.GetString(response.Rows.Value(row, column)))))];

    private sealed class PieceStream(byte[] body, int piece) : MemoryStream(body)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }

    private sealed class EndlessRows : MemoryStream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var text = (Given == 0 ? "{\"data\":["u8 : "[\"1\"],"u8).ToArray();
            text.CopyTo(buffer);
            Given += text.Length;
            return ValueTask.FromResult(text.Length);
        }
    }
}
