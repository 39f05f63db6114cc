using CdcToSnowflake.Binlog;
using CdcToSnowflake.Files.Text;
using ParquetSharp;
using ParquetSharp.Schema;

namespace CdcToSnowflake.Files;

/// <summary>DATETIME: microseconds since 1970 without a zone, and without a logical type that a loader could read as an instant.</summary>
internal sealed class MicrosColumn(ColumnSpec column, ZeroDatePolicy zeroDates, BufferSize size) : FixedColumn<long>(column, size)
{
    public override Node MakeNode() => Primitive(PhysicalType.Int64);

    public override void DateTime(BinlogDateTime value)
    {
        if (value.TryGetUnixMicros(out var micros))
        {
            Add(micros);
        }
        else
        {
            zeroDates.Found(Column);
            Null();
        }
    }

    // In the year 2255 they pass 2^53.
    protected override void WriteValue(long value, TextLines line) => line.Exact(value, 0);
}
