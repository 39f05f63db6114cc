using System.IO.Compression;
using System.Text;
using Parquet;
using Parquet.Schema;

namespace CdcToSnowflake.Benchmarks;

/// <summary>Writes by Parquet.Net, all managed, with the encodings that it chooses itself.</summary>
internal static class ParquetNetWriter
{
    public static async Task<long> WriteAsync(ParquetTable table)
    {
        using var output = new MemoryStream();
        DataField[] fields = [.. table.Kinds.Select((kind, c) => Field($"c{c}", kind))];
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Fastest };
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), output, options))
        {
            var levels = Enumerable.Repeat(1, table.Rows).ToArray();
            using var group = writer.CreateRowGroup();
            for (var c = 0; c < fields.Length; c++)
            {
                await WriteAsync(group, fields[c], table, c, levels);
            }

            group.CompleteValidate();
        }

        return output.Length;
    }

    private static async Task WriteAsync(ParquetRowGroupWriter group, DataField field, ParquetTable table, int c, int[] levels)
    {
        switch (table.Kinds[c])
        {
            case ParquetColumnKind.Integer:
                await group.WriteAllPartsAsync<long>(field, table.Numbers[c], levels, null, default);
                break;
            case ParquetColumnKind.Text:
                // Text goes in as UTF-16.
                var chars = new char[table.Texts[c].Length];
                var texts = new ReadOnlyMemory<char>[table.Rows];
                for (int i = 0, from = 0, at = 0; i < table.Rows; from = table.Ends[c][i++])
                {
                    var length = Encoding.UTF8.GetChars(table.Texts[c].AsSpan(from..table.Ends[c][i]), chars.AsSpan(at));
                    texts[i] = chars.AsMemory(at, length);
                    at += length;
                }

                await group.WriteAllPartsAsync<ReadOnlyMemory<char>>(field, texts, levels, null, default);
                break;
            default:
                var scale = (byte)(table.Kinds[c] == ParquetColumnKind.Decimal12 ? 2 : 0);
                var decimals = table.Numbers[c].Select(n => new decimal((int)n, (int)(n >> 32), 0, false, scale)).ToArray();
                await group.WriteAllPartsAsync<decimal>(field, decimals, levels, null, default);
                break;
        }
    }

    private static DataField Field(string name, ParquetColumnKind kind) => kind switch
    {
        ParquetColumnKind.Integer => new DataField<long>(name, true),
        ParquetColumnKind.Decimal12 => new DecimalDataField(name, 12, 2, isNullable: true),
        ParquetColumnKind.Decimal20 => new DecimalDataField(name, 20, 0, isNullable: true),
        _ => new DataField<string>(name, true),
    };
}
