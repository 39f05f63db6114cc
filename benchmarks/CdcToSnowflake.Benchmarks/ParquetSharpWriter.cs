using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ParquetSharp;
using ParquetSharp.IO;
using ParquetSharp.Schema;

namespace CdcToSnowflake.Benchmarks;

/// <summary>Writes by ParquetSharp (Apache Arrow's C++ library), UTF-8 straight from the builders' memory.</summary>
internal static class ParquetSharpWriter
{
    private const int Decimal20Bytes = 9;

    public static long Write(ParquetTable table, bool dictionaries)
    {
        using var output = new MemoryStream();
        using var builder = new WriterPropertiesBuilder();
        builder.Version(ParquetVersion.PARQUET_1_0).Compression(Compression.Zstd).CompressionLevel(1);
        using var properties = (dictionaries ? builder.EnableDictionary() : builder.DisableDictionary()).Build();
        using var schema = new GroupNode("row", Repetition.Required, [.. table.Kinds.Select((kind, c) => Node($"c{c}", kind))]);
        using (var stream = new ManagedOutputStream(output, leaveOpen: true))
        using (var writer = new ParquetFileWriter(stream, schema, properties))
        {
            var levels = Enumerable.Repeat((short)1, table.Rows).ToArray();
            using (var group = writer.AppendRowGroup())
            {
                for (var c = 0; c < table.Kinds.Count; c++)
                {
                    using var column = group.NextColumn();
                    Write(column, table, c, levels);
                }
            }

            writer.Close();
        }

        return output.Length;
    }

    private static void Write(ColumnWriter column, ParquetTable table, int c, short[] levels)
    {
        switch (column)
        {
            case ColumnWriter<long> numbers:
                numbers.WriteBatch(table.Rows, levels, default, table.Numbers[c]);
                break;
            case ColumnWriter<FixedLenByteArray> decimals:
                var bytes = GC.AllocateArray<byte>(table.Rows * Decimal20Bytes, pinned: true);
                var views = new FixedLenByteArray[table.Rows];
                for (var i = 0; i < table.Rows; i++)
                {
                    BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan((i * Decimal20Bytes) + 1), table.Numbers[c][i]);
                    views[i] = new FixedLenByteArray(Marshal.UnsafeAddrOfPinnedArrayElement(bytes, i * Decimal20Bytes));
                }

                decimals.WriteBatch(table.Rows, levels, default, views);
                break;
            case ColumnWriter<ByteArray> texts:
                var pin = GCHandle.Alloc(table.Texts[c], GCHandleType.Pinned);
                var values = new ByteArray[table.Rows];
                for (int i = 0, from = 0; i < table.Rows; from = table.Ends[c][i++])
                {
                    values[i] = new ByteArray(pin.AddrOfPinnedObject() + from, table.Ends[c][i] - from);
                }

                texts.WriteBatch(table.Rows, levels, default, values);
                pin.Free();
                break;
        }
    }

    private static PrimitiveNode Node(string name, ParquetColumnKind kind) => kind switch
    {
        ParquetColumnKind.Integer => new PrimitiveNode(name, Repetition.Optional, LogicalType.None(), PhysicalType.Int64),
        ParquetColumnKind.Decimal12 => new PrimitiveNode(name, Repetition.Optional, LogicalType.Decimal(12, 2), PhysicalType.Int64),
        ParquetColumnKind.Decimal20 => new PrimitiveNode(name, Repetition.Optional, LogicalType.Decimal(20, 0), PhysicalType.FixedLenByteArray, Decimal20Bytes),
        _ => new PrimitiveNode(name, Repetition.Optional, LogicalType.String(), PhysicalType.ByteArray),
    };
}
