using System.ComponentModel.DataAnnotations.Schema;
using System.Text.Json;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Files;
using CdcToSnowflake.Hosting.Changes;
using CdcToSnowflake.Model;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Hosting.Changes;

/// <summary>Every type of column comes back from the files as the .NET value that it is.</summary>
[Collection(MySqlCollection.Name)]
public sealed class RoundTripTests(MySqlFixture mysql)
{
    private const string Table =
        """
        CREATE TABLE t (
            id INT PRIMARY KEY, tiny TINYINT, tiny_unsigned TINYINT UNSIGNED, small SMALLINT, medium MEDIUMINT, big BIGINT, big_unsigned BIGINT UNSIGNED, bits BIT(64), flag BIT(1),
            year_of YEAR, small_decimal DECIMAL(10,3), wide_decimal DECIMAL(28,5), widest_decimal DECIMAL(65,30), whole DECIMAL(20,0), single_number FLOAT, double_number DOUBLE,
            day DATE, moment DATETIME(6), instant TIMESTAMP(6) NULL, span TIME(6), name VARCHAR(100), long_text LONGTEXT, kind ENUM('first', 'second_one'), kinds SET('a', 'b'),
            document JSON, guid_text CHAR(36), guid_bytes BINARY(16), blob_bytes BLOB, number_as_text INT)
        """;

    [Theory]
    [InlineData(FileFormat.Parquet)]
    [InlineData(FileFormat.NdjsonGzip)]
    [InlineData(FileFormat.CsvGzip)]
    public async Task Values_LowHighAndNull_ComeBackAsTheyWere(FileFormat format)
    {
        var rows = await ReadAsync<Everything>(
            """
            (1, -128, 255, -32768, -8388608, -9223372036854775808, 18446744073709551615, b'1111111111111111111111111111111111111111111111111111111111111111', b'1', 2155,
             -1234567.891, -12345678901234567890123.45678, -99999999999999999999999999999999999.999999999999999999999999999999, 18446744073709551616, 1.5, -1.7976931348623157e308,
             '9999-12-31', '0001-01-01 00:00:00.000001', '2038-01-19 03:14:07.999999', '-838:59:59.000000', 'x', 'y', 'second_one', 'a,b', '{"a": [1, null]}',
             '00112233-4455-6677-8899-aabbccddeeff', x'00112233445566778899AABBCCDDEEFF', x'00FF', -5),
            (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
            (3, 0, 0, 0, 0, 0, 0, b'0', b'0', 1901, 0, 0, 0, 0, 0, 0, '1970-01-01', '1970-01-01', '1970-01-01 00:00:01', '00:00:00.5', '', '', 'first', '', 'null',
             '00000000-0000-0000-0000-000000000000', x'', x'', 0)
            """,
            format: format);
        var first = rows[0];
        Assert.Equal(((sbyte)-128, (byte)255, (short)-32768, -8388608, long.MinValue, ulong.MaxValue), (first.Tiny, first.TinyUnsigned, first.Small, first.Medium, first.Big, first.BigUnsigned));
        Assert.Equal((ulong.MaxValue, true, 2155), (first.Bits, first.Flag, first.YearOf));
        Assert.Equal((-1234567.891m, -12345678901234567890123.45678m, 18446744073709551616m), (first.SmallDecimal, first.WideDecimal, first.Whole));
        Assert.Equal("-99999999999999999999999999999999999.999999999999999999999999999999", first.WidestDecimal);
        Assert.Equal((1.5f, double.MinValue), (first.SingleNumber, first.DoubleNumber));
        Assert.Equal((new DateOnly(9999, 12, 31), new DateTime(1, 1, 1).AddMicroseconds(1)), (first.Day, first.Moment));
        Assert.Equal(new DateTimeOffset(2038, 1, 19, 3, 14, 7, TimeSpan.Zero).AddMicroseconds(999999), first.Instant);
        Assert.Equal(-(TimeSpan.FromHours(838) + new TimeSpan(0, 59, 59)), first.Span);
        Assert.Equal(("x", "y", Kind.SecondOne, "a,b"), (first.Name, first.LongText, first.KindOf, first.Kinds));
        Assert.Equal(1, first.Document!.Value.GetProperty("a")[0].GetInt32());
        Assert.Equal(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), first.GuidText);
        Assert.Equal(first.GuidText, first.GuidBytes);
        Assert.Equal([0x00, 0xFF], first.BlobBytes!);
        Assert.Equal("-5", first.NumberAsText);
        Assert.All(typeof(Everything).GetProperties().Where(property => property.Name is not (nameof(Everything.Id) or "EqualityContract")), property => Assert.Null(property.GetValue(rows[1])));
        var third = rows[2];
        Assert.Equal((false, 0UL, 0m, 0.0, TimeSpan.FromMilliseconds(500), "", Kind.First, Guid.Empty), (third.Flag, third.Bits, third.WideDecimal, third.DoubleNumber, third.Span, third.Name, third.KindOf, third.GuidBytes));
        Assert.Equal(JsonValueKind.Null, third.Document!.Value.ValueKind);
    }

    [Fact]
    public async Task Values_OfWrongTypes_RefusedByName()
    {
        async Task<ChangeMappingException> RefusedAsync<T>(string values) => await Assert.ThrowsAsync<ChangeMappingException>(() => ReadAsync<T>(values, "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(10))"));
        Assert.Equal("Missing", (await RefusedAsync<WithMissing>("(1, 'x')")).Member);
        Assert.Contains("VARCHAR(10)", (await RefusedAsync<WithNumber>("(1, 'x')")).Message, StringComparison.Ordinal);
        var narrow = await RefusedAsync<WithByte>("(1000, 'x')");
        Assert.Equal("Id", narrow.Member);
        Assert.DoesNotContain("1000", narrow.Message, StringComparison.Ordinal); // values may be personal
        Assert.Contains("NULL", (await RefusedAsync<WithName>("(1, NULL)")).Message, StringComparison.Ordinal);
        Assert.Equal("x", Assert.Single(await ReadAsync<WithName>("(1, 'x')", "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(10))")).Name);
    }

    [Theory]
    [InlineData(FileFormat.Parquet)]
    [InlineData(FileFormat.NdjsonGzip)]
    [InlineData(FileFormat.CsvGzip)]
    public async Task Deletes_OfAKeyAlone_HaveTheDefaultsOfTypesThatTakeNoNull(FileFormat format)
    {
        const string Deleted = "(7, 'x', 5, 'y'); SET binlog_row_image = MINIMAL; DELETE FROM t";
        var rows = await ReadAsync<WithMuch>(Deleted, "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(10) NOT NULL, amount INT NOT NULL, note VARCHAR(10))", format);
        Assert.Equal([new WithMuch(7, "x", 5) { Note = "y" }, new WithMuch(7, "", 0) { Note = null }], rows);
    }

    [Theory]
    [InlineData(FileFormat.Parquet)]
    [InlineData(FileFormat.NdjsonGzip)]
    [InlineData(FileFormat.CsvGzip)]
    public async Task Rows_OfLargeFiles_ComeBackInOrderFromAllParts(FileFormat format)
    {
        var values = string.Join(", ", Enumerable.Range(1, 3_000).Select(id => $"({id}, {(id % 3 == 0 ? "NULL" : $"'name {id}'")})"));
        var rows = await ReadAsync<WithNullableName>(values, "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(10))", format);
        Assert.Equal(Enumerable.Range(1, 3_000).Select(id => new WithNullableName(id, id % 3 == 0 ? null : $"name {id}")), rows);
    }

    [Theory]
    [InlineData(FileFormat.Parquet)]
    [InlineData(FileFormat.NdjsonGzip)]
    [InlineData(FileFormat.CsvGzip)]
    public async Task Rows_WithColumnsLeftOutAndHashed_HaveTheHashesAndNothingElse(FileFormat format)
    {
        const string Treated = "CREATE TABLE t (id INT PRIMARY KEY, notes TEXT, born DATE, name VARCHAR(10))";
        var options = new CaptureOptions { DroppedColumns = ["*.*.notes"], HashedColumns = ["*.*.born"], HashSalt = "a salt that nobody guesses" };
        var rows = await ReadAsync<WithHash>("(1, 'n', '2001-02-03', 'x'), (2, NULL, NULL, NULL)", Treated, format, options);

        Assert.Matches("^[0-9a-f]{64}$", rows[0].Born);
        Assert.Equal([(1, "x"), (2, null)], rows.Select(row => (row.Id, row.Name)));
        Assert.Null(rows[1].Born);
        Assert.Equal("Notes", (await Assert.ThrowsAsync<ChangeMappingException>(() => ReadAsync<WithNotes>("(1, 'n', NULL, NULL)", Treated, format, options))).Member);
    }

    private async Task<List<T>> ReadAsync<T>(string values, string table = Table, FileFormat format = FileFormat.Parquet, CaptureOptions? options = null)
    {
        var files = await mysql.WriteAsync("roundtrip", $"{table}; SET time_zone = '+00:00'; INSERT INTO t VALUES {values};");
        var store = new MemoryObjectStore();
        await new BrandCapture("BRAND", new BinlogFileReader(files), store, (options ?? new CaptureOptions()) with { Tables = ["roundtrip.t"], Format = format }).RunAsync();
        var made = new List<T>();
        await foreach (var cut in new ManifestLog(store, "BRAND").ReadFromAsync(0, default))
        {
            foreach (var part in cut.Tables)
            {
                var source = SourceTable.FromJson(store[$"BRAND/shapes/{part.Table}/{part.Shape}.json"]);
                var mapper = new RowMapper(RowType.Of(typeof(T)), source);
                using var rows = await CutRows.OpenAsync(store, [(part, source, mapper.Columns)], Path.GetTempPath(), default);
                for (; rows.Current is { } row; await rows.AdvanceAsync(default))
                {
                    made.Add((T)mapper.Make(row, row.Op == RowOp.Delete));
                }
            }
        }

        return made;
    }

    private enum Kind
    {
        First,
        SecondOne,
    }

    private sealed record Everything(
        int Id, sbyte? Tiny, byte? TinyUnsigned, short? Small, int? Medium, long? Big, ulong? BigUnsigned, ulong? Bits, bool? Flag, int? YearOf, decimal? SmallDecimal, decimal? WideDecimal, string? WidestDecimal,
        decimal? Whole, float? SingleNumber, double? DoubleNumber, DateOnly? Day, DateTime? Moment, DateTimeOffset? Instant, TimeSpan? Span, string? Name, string? LongText, [property: Column("kind")] Kind? KindOf,
        string? Kinds, JsonElement? Document, Guid? GuidText, Guid? GuidBytes, byte[]? BlobBytes, string? NumberAsText);

    private sealed record WithMuch(int Id, string Name, int Amount)
    {
        public string? Note { get; init; }
    }

    private sealed record WithMissing(int Id, int Missing);

    private sealed record WithNumber(int Id, int Name);

    private sealed record WithByte(byte Id);

    private sealed record WithName(int Id, string Name);

    private sealed record WithHash(int Id, string? Born, string? Name);

    private sealed record WithNotes(int Id, [property: Column("notes")] string Notes);

    private sealed record WithNullableName(int Id, string? Name);
}
