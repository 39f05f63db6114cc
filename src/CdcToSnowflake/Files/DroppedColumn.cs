using CdcToSnowflake.Binlog;
using CdcToSnowflake.Files.Text;
using ParquetSharp;
using ParquetSharp.Schema;

namespace CdcToSnowflake.Files;

/// <summary>Takes the values of a column that files lack, and keeps nothing.</summary>
internal sealed class DroppedColumn(ColumnSpec column, BufferSize size) : ColumnBuilder(column, size)
{
    public override Node MakeNode() => throw NotWritten();

    public override void Write(ColumnWriter writer) => throw NotWritten();

    public override void Write(int value, TextLines line) => throw NotWritten();

    public override void Null()
    {
    }

    public override void Nothing()
    {
    }

    public override void Int64(long value)
    {
    }

    public override void UInt64(ulong value)
    {
    }

    public override void Double(double value)
    {
    }

    public override void Decimal(BinlogDecimal value)
    {
    }

    public override void Date(BinlogDateTime value)
    {
    }

    public override void DateTime(BinlogDateTime value)
    {
    }

    public override void Timestamp(long micros)
    {
    }

    public override void Time(long micros)
    {
    }

    public override void Text(ReadOnlySpan<byte> utf8)
    {
    }

    public override void Bytes(ReadOnlySpan<byte> bytes)
    {
    }

    public override void Json(BinlogJson value)
    {
    }

    private InvalidOperationException NotWritten() => new($"The column {Column.Name} isn't written.");
}
