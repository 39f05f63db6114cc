using System.Text;
using System.Text.Unicode;
using CdcToSnowflake.Binlog;

namespace CdcToSnowflake.Files;

/// <summary>CHAR, VARCHAR, TEXT, ENUM, SET; TIME and DECIMAL beyond 38 digits as MySQL prints them.</summary>
internal sealed class TextColumn(ColumnSpec column, BufferSize size) : VariableColumn(column, size)
{
    private readonly byte[][] _labels = [.. column.Labels.Select(Encoding.UTF8.GetBytes)];

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
        if (Column.Type.Kind == Model.SourceKind.Enum)
        {
            // Ordinal 0 is the empty string that MySQL stores for an invalid value.
            AddWhole(value == 0 ? default : Label(value - 1));
            return;
        }

        var isFirst = true;
        for (var bit = 0; bit < 64; bit++)
        {
            if ((value >> bit & 1) != 0)
            {
                Part(isFirst ? default : ","u8);
                Part(Label((ulong)bit));
                isFirst = false;
            }
        }

        Close();
    }

    private void Part(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Space(utf8.Length));
        Used(utf8.Length);
    }

    private byte[] Label(ulong index) => index < (ulong)_labels.Length
        ? _labels[(int)index]
        : throw new UnfitValueException(Column.Name, $"the {index + 1}th of its {_labels.Length} strings", "Set binlog_row_metadata=FULL on the server, so that the log itself has the strings.");
}
