using System.Text;
using CdcToSnowflake.Binlog.Tests.Corpus;
using CdcToSnowflake.Binlog.Tests.Rows;
using CdcToSnowflake.Binlog.Tests.Servers;

namespace CdcToSnowflake.Binlog.Tests.Events;

/// <summary>What no server at hand writes: files by hand, judged by MariaDB's tool, which still reads such files, and recorded files rewritten.</summary>
[Collection(MariaDbCollection.Name)]
public sealed class OldServerTests(MariaDbFixture mariaDb) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("old-servers-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>
    /// MySQL 5.5's TIME (3 bytes, HHMMSS as a number), DATETIME (8 bytes, YYYYMMDDHHMMSS), TIMESTAMP (4 bytes of seconds), DATE, YEAR: types 11, 12, 7, 10, 13
    /// (sql/field.cc of 5.5), and a VARCHAR without a charset.
    /// </summary>
    [Theory]
    [InlineData(6)]
    [InlineData(4)]
    public async Task ReadAsync_TemporalTypesBefore56_EqualMariaDbBinlog(int tableIdWidth)
    {
        byte[] row =
        [
            0xC0, .. Number(235_958, 3), .. Number(20_240_229_235_959, 8), .. Number(1_700_000_000, 4), .. Number((2024 << 9) | (2 << 5) | 29, 3), 124, 2, (byte)'h', (byte)'i',
            0xC0, .. Number(0, 3), .. Number(0, 8), .. Number(0, 4), .. Number(0, 3), 0, 0,
            0xC0, .. Number(8_385_959, 3), .. Number(99_991_231_000_000, 8), .. Number(int.MaxValue, 4), .. Number((9999 << 9) | (12 << 5) | 31, 3), 255, 1, (byte)'z',
            0xFF,
        ];
        var file = Write(new BinlogBuilder("5.5.62-log", tableIdWidth: tableIdWidth)
            .AddQuery("BEGIN").AddTable([11, 12, 7, 10, 13, 15], [20, 0], tableIdWidth).AddRowsV1(BinlogBuilder.WriteRowsV1, 6, row, tableIdWidth).AddXid().ToArray());

        var rows = (await DecodedRows.ReadAsync(new BinlogFileReader([file]))).Select(c => c.After!).ToList();

        Assert.Equal(["23:59:58", "2024-02-29 23:59:59", "2023-11-14 22:13:20", "2024-02-29", "2024", "6869"], rows[0]);
        Assert.Equal(["00:00:00", "0000-00-00 00:00:00", "0000-00-00 00:00:00", "0000-00-00", "0", ""], rows[1]);
        Assert.Equal(["838:59:59", "9999-12-31 00:00:00", "2038-01-19 03:14:07", "9999-12-31", "2155", "7A"], rows[2]);
        Assert.Equal(new string?[6], rows[3]);
        Assert.Equal(tableIdWidth == 4 ? [] : await ToolRowsAsync(file), tableIdWidth == 4 ? [] : rows.SelectMany(AsTheToolPrints));
    }

    [Fact]
    public async Task ReadAsync_TimeBefore56_IsASignedNumber()
    {
        var file = Write(new BinlogBuilder("5.5.62-log").AddQuery("BEGIN").AddTable([11], []).AddRowsV1(BinlogBuilder.WriteRowsV1, 1, [0xFE, .. Number(-8_385_959, 3), 0xFE, .. Number(-1, 3)]).AddXid().ToArray());

        Assert.Equal(["-838:59:59", "-00:00:01"], (await DecodedRows.ReadAsync(new BinlogFileReader([file]))).Select(c => c.After![0]));
    }

    [Fact]
    public async Task ReadAsync_RecordedFileAsVersion1Rows_GivesTheSameRows()
    {
        var original = await DecodedRows.ReadAsync(new BinlogFileReader([CorpusFiles.PathOf("mysql.binlog")]));
        var file = Write(BinlogRewriter.Rewrite(
            File.ReadAllBytes(CorpusFiles.PathOf("mysql.binlog")),
            e => [e[4] is >= 30 and <= 32 ? BinlogRewriter.Like(e, (byte)(e[4] - 7), [.. e[19..27], .. e[29..]]) : e]));

        var rows = await DecodedRows.ReadAsync(new BinlogFileReader([file]));

        Assert.Equal(10, rows.Count);
        Assert.Equal(original.Select(c => (c.Operation, c.Table.ToString(), Text(c.Before), Text(c.After))), rows.Select(c => (c.Operation, c.Table.ToString(), Text(c.Before), Text(c.After))));
    }

    /// <summary>What a wrong offset shows may have the type of a format description: the file isn't of another format, the place is wrong.</summary>
    [Theory]
    [InlineData("O=x7", 4, 19)]
    [InlineData("8.0.36-log", 4, 79)]
    [InlineData("", 1, 13)]
    public async Task ReadAsync_BytesThatAreNoFormatDescription_AreCorrupt(string serverVersion, byte format, byte headerLength)
    {
        byte[] body = [format, 0, .. Encoding.ASCII.GetBytes(serverVersion.PadRight(50, '\0')), 0, 0, 0, 0, headerLength, .. new byte[40]];
        var file = Write(new BinlogBuilder("5.5.62-log").AddQuery("BEGIN").Add(15, body).ToArray());

        await Assert.ThrowsAsync<BinlogCorruptException>(() => DecodedRows.ReadAsync(new BinlogFileReader([file])));
    }

    [Fact]
    public async Task ReadAsync_FormatOfMySql4_IsUnsupported()
    {
        byte[] body = [3, 0, .. Encoding.ASCII.GetBytes("4.1.22-log".PadRight(50, '\0')), 0, 0, 0, 0, 19, .. new byte[27]];
        var file = Write(new BinlogBuilder("5.5.62-log").Add(15, body).ToArray());

        Assert.Contains("format 3", (await Assert.ThrowsAsync<BinlogUnsupportedException>(() => DecodedRows.ReadAsync(new BinlogFileReader([file])))).Message, StringComparison.Ordinal);
    }

    /// <summary>Aurora's padding, types 100 and 101, wherever it stands; and events that may be passed over.</summary>
    [Theory]
    [InlineData(100, 0)]
    [InlineData(101, 0)]
    [InlineData(77, 0x80)]
    public async Task ReadAsync_PaddingBetweenAllEvents_ChangesNothingButPlaces(byte type, byte flags)
    {
        foreach (var name in (string[])["mysql.binlog", "mysql-partial.binlog", "mysql-compressed.binlog"])
        {
            var original = await DecodedRows.ReadAsync(new BinlogFileReader([CorpusFiles.PathOf(name)]));
            var file = Write(BinlogRewriter.Rewrite(
                File.ReadAllBytes(CorpusFiles.PathOf(name)),
                e =>
                {
                    var padding = BinlogRewriter.Like(e, type, new byte[37]);
                    padding[17] |= flags;
                    return [e, padding];
                }));

            var rows = await DecodedRows.ReadAsync(new BinlogFileReader([file]));

            Assert.Equal(original.Select(c => (c.Operation, c.Gtid, Text(c.After))), rows.Select(c => (c.Operation, c.Gtid, Text(c.After))));
            Assert.All(original.Zip(rows), pair => Assert.True(pair.First.Position < pair.Second.Position));
        }
    }

    /// <summary>NDB's extra information is of a length of its own; so is what later servers may add.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("000C00000000000000000000")]
    [InlineData("01FFFF")]
    [InlineData("0705AABBCC")]
    public async Task ReadAsync_ExtraRowInformation_IsPassedOver(string extra)
    {
        var file = Write(new BinlogBuilder("8.0.40", hasChecksums: true).AddQuery("BEGIN").AddTable([3], []).AddInserts(1, Convert.FromHexString(extra), [0xFE, 7, 0, 0, 0]).AddXid().ToArray());

        Assert.Equal("7", Assert.Single(await DecodedRows.ReadAsync(new BinlogFileReader([file]))).After![0]);
    }

    [Theory]
    [InlineData(20, "multi-valued index")]
    [InlineData(99, "type 99")]
    public async Task ReadAsync_ColumnThatCannotBeRead_HarmsOnlyWhoReadsTheTable(byte type, string words)
    {
        var file = Write(new BinlogBuilder("8.0.40", hasChecksums: true).AddQuery("BEGIN").AddTable([3, type], [1, 2]).AddInserts(2, [], [0xFC, 7, 0, 0, 0, 1, 2, 3]).AddXid().ToArray());

        var error = await Assert.ThrowsAsync<BinlogUnsupportedException>(() => DecodedRows.ReadAsync(new BinlogFileReader([file])));
        Assert.Contains("s.t", error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Empty(await DecodedRows.ReadAsync(new BinlogFileReader([file], new BinlogOptions { TableFilter = table => table.Name != "t" })));
    }

    [Fact]
    public async Task ReadAsync_ImagesWithoutAnyColumn_AreRefusedAndNotPassedOver()
    {
        // INSERT INTO t () VALUES () with binlog_row_image = MINIMAL: the row is there, and not a byte of it.
        var file = Write(new BinlogBuilder("8.0.40", hasChecksums: true).AddQuery("BEGIN").AddTable([3], []).Add(BinlogBuilder.WriteRows, [1, 0, 0, 0, 0, 0, 1, 0, 2, 0, 1, 0]).AddXid().ToArray());

        var error = await Assert.ThrowsAsync<BinlogUnsupportedException>(() => DecodedRows.ReadAsync(new BinlogFileReader([file])));

        Assert.Contains("binlog_row_image = 'FULL'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BinlogBuilder.Incident, "010000", "incident")]
    [InlineData(164, "0101000000000102030405060708090A0B", "encrypt_binlog")]
    [InlineData(17, "0000000061", "binlog_format = 'ROW'")]
    public async Task ReadAsync_WhatLosesRows_ThrowsUnsupportedWithPlaceAndRemedy(byte type, string body, string words)
    {
        var builder = new BinlogBuilder("8.0.40", hasChecksums: true).AddQuery("BEGIN");
        var at = builder.Length;

        var error = await Assert.ThrowsAsync<BinlogUnsupportedException>(() => DecodedRows.ReadAsync(new BinlogFileReader([Write(builder.Add(type, Convert.FromHexString(body)).ToArray())])));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal(("binlog.000001", at), (error.File, error.Position!.Value));
    }

    private static string? Text(string?[]? row) => row is null ? null : string.Join('|', row.Select(v => v ?? "NULL"));

    /// <summary>The values of "### @1=… /* … */" lines.</summary>
    private async Task<List<string>> ToolRowsAsync(string file)
    {
        var text = await ToolOutput.OfAsync(mariaDb.Server.ProgramPath("mariadb-binlog"), "--no-defaults", "-vv", "--base64-output=decode-rows", file);
        return [.. text.Split('\n').Where(l => l.StartsWith("###   @", StringComparison.Ordinal)).Select(l => l[(l.IndexOf('=', StringComparison.Ordinal) + 1)..l.IndexOf(" /*", StringComparison.Ordinal)].Trim('\''))];
    }

    private static IEnumerable<string> AsTheToolPrints(string?[] row) =>
    [
        row[0] ?? "NULL",
        row[1] ?? "NULL",

        // The tool prints seconds, dates with colons, and the text itself.
        row[2] is null ? "NULL" : row[2]![0] == '0' ? "0" : new DateTimeOffset(DateTime.Parse(row[2]!, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
        row[3]?.Replace('-', ':') ?? "NULL",
        row[4] is null ? "NULL" : row[4] == "0" ? "1900" : row[4]!,
        row[5] is null ? "NULL" : System.Text.Encoding.UTF8.GetString(Convert.FromHexString(row[5]!)),
    ];

    private static byte[] Number(long value, int width) => BitConverter.GetBytes(value)[..width];

    private string Write(byte[] bytes)
    {
        var path = Path.Combine(_folder, "binlog.000001");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
