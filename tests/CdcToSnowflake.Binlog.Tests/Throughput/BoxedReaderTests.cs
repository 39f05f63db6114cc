using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CdcToSnowflake.Binlog.Tests.Corpus;
using CdcToSnowflake.Throughput;
using CdcToSnowflake.Throughput.Boxed;
using CdcToSnowflake.Throughput.Columns;

namespace CdcToSnowflake.Binlog.Tests.Throughput;

/// <summary>The plain reader that ours is compared with reads the same rows: it does the work, and two readers written apart agree.</summary>
public sealed class BoxedReaderTests
{
    [Fact]
    public void Read_CorpusOfAllTypes_AgreesWithOurs()
    {
        var path = CorpusFiles.PathOf("mysql.binlog");
        var boxed = new List<string>();
        var pass = new BoxedReader(jsonAsText: true).Read(File.ReadAllBytes(path), (_, rows) => boxed.AddRange(rows.SelectMany(row => Images(row).Select(Text))));

        var ours = new BinlogImage(File.ReadAllBytes(path)).Read(new ColumnSink(jsonAsText: true), verifyChecksums: true);
        Assert.Equal(ours.Rows, pass.Rows);
        Assert.True(boxed.Count >= 8, $"{boxed.Count} images");
        Assert.Equal(Ours(path), boxed);
    }

    private static IEnumerable<object?[]> Images(BoxedRow row) => new[] { row.Before, row.After }.OfType<object?[]>();

    /// <summary>Numbers, DECIMAL, times, and what JSON has of them; the value spaces of text and bytes differ where the charset isn't UTF-8.</summary>
    private static string Text(object?[] image) => string.Join('|', image.Select(value => value switch
    {
        null => "NULL",
        DateTime time => Micros((time - DateTime.UnixEpoch).Ticks),
        TimeSpan time => Micros(time.Ticks),
        string text when IsNumber(text) => text,
        string and ['{' or '[', ..] json => Outline(JsonNode.Parse(json)),
        string or byte[] => "bytes",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    }));

    private static bool IsNumber(string text) => text.Length > 0 && text.All(c => c is (>= '0' and <= '9') or '-' or '.');

    // Each writes numbers in its own way, and what JSON has no type for.
    private static string Outline(JsonNode? json) => json switch
    {
        JsonObject members => $"{{{string.Join(',', members.Select(member => $"{member.Key}:{Outline(member.Value)}"))}}}",
        JsonArray elements => $"[{string.Join(',', elements.Select(Outline))}]",
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => value.GetValue<double>().ToString(CultureInfo.InvariantCulture),
        _ => json is null ? "null" : json.GetValueKind().ToString(),
    };

    private static string Micros(long ticks) => (ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);

    private static List<string> Ours(string path)
    {
        var images = new List<string>();
        using var decoder = new Binlog.Events.BinlogDecoder(new BinlogOptions(), fromServer: false);
        decoder.Start(null);
        var batch = decoder.Decode(File.ReadAllBytes(path).AsMemory(4));
        while (batch.Read())
        {
            if (batch.Kind != BinlogEventKind.Rows)
            {
                continue;
            }

            foreach (var change in batch.Rows)
            {
                if (change.HasBefore)
                {
                    images.Add(Text(change.Before, batch.Table));
                }

                if (change.HasAfter)
                {
                    images.Add(Text(change.After, batch.Table));
                }
            }
        }

        return images;
    }

    private static string Text(BinlogRow row, BinlogTable table)
    {
        var values = new List<string>();
        for (var i = 0; i < row.ColumnCount; i++)
        {
            values.Add(row.IsNull(i) ? "NULL" : Value(row, i, table));
        }

        return string.Join('|', values);
    }

    private static string Value(BinlogRow row, int column, BinlogTable table) => table.Columns[column].Type switch
    {
        BinlogColumnType.Decimal => row.GetDecimal(column).ToString(),
        BinlogColumnType.Float => row.GetSingle(column).ToString(CultureInfo.InvariantCulture),
        BinlogColumnType.Double => row.GetDouble(column).ToString(CultureInfo.InvariantCulture),
        BinlogColumnType.Date or BinlogColumnType.DateTime => row.GetDateTime(column).TryGetUnixMicros(out var micros) ? micros.ToString(CultureInfo.InvariantCulture) : "NULL",
        BinlogColumnType.Timestamp => row.GetTimestampMicros(column).ToString(CultureInfo.InvariantCulture),
        BinlogColumnType.Time => row.GetTimeMicros(column).ToString(CultureInfo.InvariantCulture),
        BinlogColumnType.Json when row.GetJson(column).ToString() is ['{' or '[', ..] and var json => Outline(JsonNode.Parse(json)),
        BinlogColumnType.Enum or BinlogColumnType.Set or BinlogColumnType.Char or BinlogColumnType.VarChar or BinlogColumnType.Text or BinlogColumnType.Bit or BinlogColumnType.Binary or BinlogColumnType.VarBinary
            or BinlogColumnType.Blob or BinlogColumnType.Json or BinlogColumnType.Geometry or BinlogColumnType.Vector => "bytes",
        _ when table.Columns[column].IsUnsigned => row.GetUInt64(column).ToString(CultureInfo.InvariantCulture),
        _ => row.GetInt64(column).ToString(CultureInfo.InvariantCulture),
    };
}
