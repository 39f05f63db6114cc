using System.Buffers.Binary;
using System.Buffers.Text;
using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog.Rows.Json;

/// <summary>Values of SQL types inside JSON: decimals as numbers, temporals as strings, everything else as <c>base64:typeNN:…</c>.</summary>
internal static class JsonOpaque
{
    public static void Write(byte fieldType, ReadOnlySpan<byte> data, ref Utf8Buffer output)
    {
        switch ((MySqlType)fieldType)
        {
            case MySqlType.NewDecimal:
                Decimal(data, ref output);
                break;
            case MySqlType.Date or MySqlType.DateTime or MySqlType.Timestamp or MySqlType.Time:
                if (data.Length < 8)
                {
                    throw EventPlace.Corrupt($"A temporal value of {data.Length} bytes in a JSON document.");
                }

                Temporal((MySqlType)fieldType, BinaryPrimitives.ReadInt64LittleEndian(data), ref output);
                break;
            default:
                Base64Of(fieldType, data, ref output);
                break;
        }
    }

    private static void Decimal(ReadOnlySpan<byte> data, ref Utf8Buffer output)
    {
        int precision = data.Length > 0 ? data[0] : 0;
        int scale = data.Length > 1 ? data[1] : 0;
        var layout = precision is 0 or > DecimalLayout.MaxDigits || scale > precision ? null : DecimalLayout.Of(precision, scale);
        if (layout is null || data.Length < 2 + layout.Width)
        {
            throw EventPlace.Corrupt($"A DECIMAL({precision},{scale}) in {data.Length} bytes of a JSON document.");
        }

        DecimalCodec.TryFormat(data.Slice(2, layout.Width), layout, output.Reserve(DecimalCodec.MaxTextLength), out var written);
        output.Advance(written);
    }

    /// <summary>Packed as in DATETIME and TIME with six digits, little-endian; always printed with six digits.</summary>
    private static void Temporal(MySqlType type, long packed, ref Utf8Buffer output)
    {
        var magnitude = (ulong)Math.Abs(Math.Max(packed, -long.MaxValue));
        var micros = (int)(magnitude & 0xFFFFFF);
        var whole = (long)(magnitude >> 24);
        if (micros > 999_999)
        {
            throw EventPlace.Corrupt($"A time's fraction holds {micros} microseconds in a JSON document.");
        }

        Span<byte> text = stackalloc byte[32];
        int written;
        if (type == MySqlType.Time)
        {
            var value = ((((whole >> 12 & 1023) * 60) + (whole >> 6 & 63)) * 60 + (whole & 63)) * 1_000_000 + micros;
            BinlogTime.TryFormat(packed < 0 ? -value : value, text, 6, out written);
        }
        else
        {
            var yearMonth = (int)(whole >> 22 & 0x3FFFF);
            var value = ValueDecoder.Sound(
                yearMonth / 13, yearMonth % 13, (int)(whole >> 17) & 31, (int)(whole >> 12) & 31, (int)(whole >> 6) & 63, (int)whole & 63, micros);
            if (type == MySqlType.Date)
            {
                value.TryFormatDate(text, out written);
            }
            else
            {
                value.TryFormat(text, 6, out written);
            }
        }

        output.Write((byte)'"');
        output.Write(text[..written]);
        output.Write((byte)'"');
    }

    private static void Base64Of(byte fieldType, ReadOnlySpan<byte> data, ref Utf8Buffer output)
    {
        output.Write("\"base64:type"u8);
        Utf8Formatter.TryFormat(fieldType, output.Reserve(3), out var digits);
        output.Advance(digits);
        output.Write((byte)':');
        Base64.EncodeToUtf8(data, output.Reserve(Base64.GetMaxEncodedToUtf8Length(data.Length)), out _, out var written);
        output.Advance(written);
        output.Write((byte)'"');
    }
}
