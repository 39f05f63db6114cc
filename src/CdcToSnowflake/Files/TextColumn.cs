using System.Text.Unicode;
using CdcToSnowflake.Binlog;

namespace CdcToSnowflake.Files;

/// <summary>CHAR, VARCHAR, TEXT, ENUM, SET; TIME and DECIMAL beyond 38 digits as MySQL prints them.</summary>
internal sealed class TextColumn(ColumnSpec column, BufferSize size) : VariableColumn(column, size)
{
    private readonly LabelText _labels = new(column);

    public override void Text(ReadOnlySpan<byte> utf8)
    {
        // Snowpipe skips a whole file for one invalid byte, so it must not get there.
        if (!Utf8.IsValid(utf8))
        {
            throw new UnfitValueException(Column.Name, "text that isn't valid in its charset", "Mend the row, or leave the table out.");
        }

        AddWhole(utf8);
    }

    public override void Decimal(BinlogDecimal value)
    {
        value.TryFormat(Space(67), out var written); // 65 digits, a sign and a point
        Used(written);
        Close();
    }

    public override void DecimalText(ReadOnlySpan<byte> utf8) => AddWhole(utf8);

    public override void Time(long micros)
    {
        Used(TimeText.Format(micros, Column.Type.Scale, Space(TimeText.Longest)));
        Close();
    }

    /// <summary>An ENUM's ordinal or a SET's bits, where the binlog doesn't have the strings.</summary>
    public override void UInt64(ulong value)
    {
        _labels.Write(value, this);
        Close();
    }
}
