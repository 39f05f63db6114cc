using System.Buffers;
using System.Text;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Files;

/// <summary>The text of an ENUM's ordinal or a SET's bits, where the binlog doesn't have the strings.</summary>
internal sealed class LabelText(ColumnSpec column)
{
    private readonly byte[][] _labels = [.. column.Labels.Select(Encoding.UTF8.GetBytes)];

    public void Write(ulong value, IBufferWriter<byte> text)
    {
        if (column.Type.Kind == SourceKind.Enum)
        {
            // Ordinal 0 is the empty string that MySQL stores for an invalid value.
            text.Write(value == 0 ? default : Label(value - 1));
            return;
        }

        var isFirst = true;
        for (var bit = 0; bit < 64; bit++)
        {
            if ((value >> bit & 1) != 0)
            {
                text.Write(isFirst ? default : ","u8);
                text.Write(Label((ulong)bit));
                isFirst = false;
            }
        }
    }

    private byte[] Label(ulong index) => index < (ulong)_labels.Length
        ? _labels[(int)index]
        : throw new UnfitValueException(column.Name, $"the {index + 1}th of its {_labels.Length} strings", "Set binlog_row_metadata=FULL on the server, so that the log itself has the strings.");
}
