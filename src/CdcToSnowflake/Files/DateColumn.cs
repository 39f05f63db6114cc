using CdcToSnowflake.Binlog;
using CdcToSnowflake.Files.Text;
using ParquetSharp;
using ParquetSharp.Schema;

namespace CdcToSnowflake.Files;

/// <summary>DATE: days since 1970-01-01.</summary>
internal sealed class DateColumn(ColumnSpec column, ZeroDatePolicy zeroDates, BufferSize size) : FixedColumn<int>(column, size)
{
    public override Node MakeNode() => Primitive(PhysicalType.Int32, LogicalType.Date());

    public override void Date(BinlogDateTime value)
    {
        if (value.TryGetUnixDays(out var days))
        {
            Add(days);
        }
        else
        {
            zeroDates.Found(Column);
            Null();
        }
    }

    protected override void WriteValue(int value, TextLines line) => line.Date(value);
}
