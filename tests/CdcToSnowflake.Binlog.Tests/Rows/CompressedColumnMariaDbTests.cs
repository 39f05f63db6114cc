using System.Globalization;
using CdcToSnowflake.Binlog.Rows;
using CdcToSnowflake.Binlog.Tests.Servers;
using CsCheck;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>MariaDB's COMPRESSED columns: what is decompressed equals the server's own SELECT.</summary>
[Collection(MariaDbCollection.Name)]
public sealed class CompressedColumnMariaDbTests(MariaDbFixture mariaDb)
{
    private static readonly int s_iterations = Environment.GetEnvironmentVariable("CDC_TEST_LONG") is { Length: > 0 } ? 200 : 6;

    private static readonly Gen<string> s_text = Gen.OneOf(
        Gen.OneOf("''", "'a'", "REPEAT('é', 60)", "REPEAT('ab', 100)"),
        Gen.Int[1, 250].Select(n => string.Create(CultureInfo.InvariantCulture, $"REPEAT('xyé', {n})")),
        Gen.Char['a', 'ÿ'].Array[0, 250].Select(c => $"CONVERT(_utf8mb4 X'{Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(c))}' USING utf8mb4)"));

    private static readonly Gen<GeneratedColumn> s_column = Gen.OneOf(
        from charset in Gen.OneOf("utf8mb4", "latin1", "utf16", "cp1251", "ascii")
        from type in Gen.OneOf("VARCHAR(800)", "TEXT", "MEDIUMTEXT", "LONGTEXT")
        select new GeneratedColumn($"{type} COMPRESSED CHARACTER SET {charset}", s_text, ServerText.Utf8),
        Gen.OneOf("VARBINARY(3000)", "BLOB", "MEDIUMBLOB", "LONGBLOB").Select(type => new GeneratedColumn(
            $"{type} COMPRESSED", Gen.OneOf(s_text, Gen.Byte.Array[0, 600].Select(b => $"X'{Convert.ToHexString(b)}'")), ServerText.Hex)),
        Gen.Const(new GeneratedColumn("LONGBLOB COMPRESSED", Gen.Int[70_000, 300_000].Select(n => string.Create(CultureInfo.InvariantCulture, $"REPEAT('q', {n})")), ServerText.Hex)),
        Gen.Const(new GeneratedColumn("INT", Gen.Int.Select(i => i.ToString(CultureInfo.InvariantCulture)), ServerText.Plain)));

    [Theory]
    [InlineData("SET column_compression_zlib_wrap = OFF")]
    [InlineData("SET column_compression_zlib_wrap = ON; SET column_compression_threshold = 0")]
    public Task ReadAsync_GeneratedTables_EqualsSelect(string prologue) => GeneratedTable.Of(s_column).SampleAsync(
        table => GeneratedRows.CheckAsync(mariaDb.Server, [table], [new GeneratedSession(prologue, IsFullImage: true)], hasNames: true), iter: s_iterations, threads: 1);

    [Theory]
    [InlineData("8A03E8ABA81805A360140C770000", 1000)]
    [InlineData("00", 0)]
    [InlineData("006162", 2)]
    [InlineData("", 0)]
    public void Decompress_ValueOfARealServer_HasItsLength(string hex, int length) =>
        Assert.Equal(length, MariaColumnCompression.Decompress(Convert.FromHexString(hex), new RowScratch()).Length);

    [Theory]
    [InlineData("8A03E9ABA81805A360140C770000")]
    [InlineData("8A03E8ABA8")]
    [InlineData("8A03E8FFFFFFFFFFFF")]
    [InlineData("8203E8ABA81805A360140C770000")]
    [InlineData("8A")]
    [InlineData("8CFFFFFFFFABA81805A36014")]
    [InlineData("8CFFFFFFFF")]
    public void Decompress_ValueThatIsNotSound_ThrowsCorruptAndTakesNoMemory(string hex)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<BinlogCorruptException>(() => MariaColumnCompression.Decompress(Convert.FromHexString(hex), new RowScratch()).Length);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Fact]
    public void Decompress_OverTheLimitOrUnknownWay_ThrowsTyped()
    {
        var value = Convert.FromHexString("8A03E8ABA81805A360140C770000");
        Assert.Contains("MaxEventBytes", Assert.Throws<BinlogCorruptException>(() => MariaColumnCompression.Decompress(value, new RowScratch(999)).Length).Message, StringComparison.Ordinal);
        Assert.Throws<BinlogUnsupportedException>(() => MariaColumnCompression.Decompress([0x90, 1, 2], new RowScratch()).Length);
    }
}
