using CdcToSnowflake.Binlog;
using CdcToSnowflake.Model;
using CdcToSnowflake.Files.Text;
using ParquetSharp;
using ParquetSharp.Schema;

namespace CdcToSnowflake.Files;

/// <summary>DECIMAL of at most 18 digits: the scaled integer as INT64.</summary>
internal sealed class SmallDecimalColumn(ColumnSpec column, Landing landing, BufferSize size) : FixedColumn<long>(column, size)
{
    /// <summary>What an INT64 holds for certain.</summary>
    public const int MostDigits = 18;

    public override Node MakeNode() => Primitive(PhysicalType.Int64, LogicalType.Decimal(landing.Precision, landing.Scale));

    public override void Decimal(BinlogDecimal value)
    {
        if (!value.TryGetUnscaled(out long unscaled))
        {
            throw new InvalidOperationException($"{Column.Name} is planned as {Column.Type}, but the binlog has DECIMAL({value.Precision},{value.Scale}).");
        }

        Add(unscaled);
    }

    public override void DecimalText(ReadOnlySpan<byte> utf8) => Add((long)DecimalDigits.Unscaled(utf8, Column, landing));

    protected override void WriteValue(long value, TextLines line) => line.Exact(value, landing.Scale);
}
