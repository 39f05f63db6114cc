using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace CdcToSnowflake.Throughput.Boxed;

/// <summary>
/// One value as an object: integers in the type that fits, DECIMAL as text since decimal can't hold all of MySQL's, DATE, DATETIME and TIMESTAMP as DateTime (null for zero dates), TIME as TimeSpan,
/// text, ENUM's and SET's labels as string, binary and BIT as bytes, and JSON as text or as it stands in the log.
/// </summary>
internal static class BoxedValues
{
    private const int DigitsPerGroup = 9;

    private static ReadOnlySpan<byte> BytesByDigits => [0, 1, 1, 2, 2, 3, 3, 4, 4, 4];

    public static object? Read(ref BoxedCursor cursor, BoxedTable table, int column, bool jsonAsText) =>
        Read(ref cursor, table.Types[column], table.Metadata[column], table.IsUnsigned[column], table.IsBinary[column], table.Labels[column], jsonAsText);

    private static object? Read(ref BoxedCursor cursor, byte type, int metadata, bool isUnsigned, bool isBinary, string[]? labels, bool jsonAsText) => type switch
    {
        1 => isUnsigned ? cursor.Byte() : (sbyte)cursor.Byte(),
        2 => isUnsigned ? BinaryPrimitives.ReadUInt16LittleEndian(cursor.Bytes(2)) : (object)BinaryPrimitives.ReadInt16LittleEndian(cursor.Bytes(2)),
        9 => isUnsigned ? (uint)cursor.Integer(3) : (object)((int)(cursor.Integer(3) << 8) >> 8),
        3 => isUnsigned ? cursor.UInt32() : (object)(int)cursor.UInt32(),
        8 => isUnsigned ? cursor.UInt64() : (object)(long)cursor.UInt64(),
        4 => BinaryPrimitives.ReadSingleLittleEndian(cursor.Bytes(4)),
        5 => BinaryPrimitives.ReadDoubleLittleEndian(cursor.Bytes(8)),
        246 => Decimal(ref cursor, metadata >> 8, metadata & 0xFF),
        13 => cursor.Byte() is var year && year == 0 ? 0 : 1900 + year,
        10 => Date((int)cursor.Integer(3)),
        18 => DateTime2(ref cursor, metadata),
        17 => System.DateTime.UnixEpoch.AddSeconds(cursor.BigEndian(4)).AddTicks(Fraction(ref cursor, metadata) * 10),
        19 => Time2(ref cursor, metadata),
        247 => Enum((int)cursor.Integer(metadata), labels),
        248 => Set(cursor.Integer(metadata), labels),
        15 or 253 => Text(cursor.Bytes((int)cursor.Integer(metadata > 255 ? 2 : 1)), isBinary),
        254 => Text(cursor.Bytes((int)cursor.Integer(1)), isBinary),
        252 => Text(cursor.Bytes((int)cursor.Integer(metadata)), isBinary),
        245 when jsonAsText => BoxedJson.Text(cursor.Bytes((int)cursor.Integer(metadata))),
        245 or 255 or 242 => cursor.Bytes((int)cursor.Integer(metadata)).ToArray(),
        16 => cursor.Bytes(((metadata >> 8) * 8 + (metadata & 0xFF) + 7) / 8).ToArray(),
        _ => throw new NotSupportedException($"Column type {type}."),
    };

    private static object Enum(int ordinal, string[]? labels) => labels is null ? ordinal : ordinal == 0 ? "" : labels[ordinal - 1];

    private static object Set(ulong bits, string[]? labels) => labels is null ? bits : string.Join(',', labels.Where((_, i) => (bits >> i & 1) != 0));

    private static object Text(ReadOnlySpan<byte> bytes, bool isBinary) => isBinary ? bytes.ToArray() : Encoding.UTF8.GetString(bytes);

    private static DateTime? Date(int packed) => packed == 0 ? null : new DateTime(packed >> 9, (packed >> 5) & 15, packed & 31, 0, 0, 0, DateTimeKind.Utc);

    private static DateTime? DateTime2(ref BoxedCursor cursor, int digits)
    {
        var packed = cursor.BigEndian(5) - 0x80_0000_0000;
        var micros = Fraction(ref cursor, digits);
        var yearMonth = (int)(packed >> 22);
        var (year, month, day) = (yearMonth / 13, yearMonth % 13, (int)(packed >> 17) & 31);
        return month == 0 || day == 0
            ? null
            : new DateTime(year, month, day, (int)(packed >> 12) & 31, (int)(packed >> 6) & 63, (int)packed & 63, DateTimeKind.Utc).AddTicks(micros * 10);
    }

    private static TimeSpan Time2(ref BoxedCursor cursor, int digits)
    {
        var width = (digits + 1) / 2;
        var packed = cursor.BigEndian(3 + width) - (0x80_0000L << (8 * width));
        var magnitude = Math.Abs(packed);
        var whole = magnitude >> (8 * width);
        var micros = (magnitude & ((1L << (8 * width)) - 1)) * (width switch { 1 => 10_000, 2 => 100, _ => 1 });
        var time = new TimeSpan(0, (int)(whole >> 12) & 1023, (int)(whole >> 6) & 63, (int)whole & 63) + TimeSpan.FromMicroseconds(micros);
        return packed < 0 ? -time : time;
    }

    /// <summary>Microseconds.</summary>
    private static long Fraction(ref BoxedCursor cursor, int digits) => ((digits + 1) / 2) switch
    {
        0 => 0,
        1 => cursor.BigEndian(1) * 10_000,
        2 => cursor.BigEndian(2) * 100,
        _ => cursor.BigEndian(3),
    };

    private static string Decimal(ref BoxedCursor cursor, int precision, int scale)
    {
        var whole = precision - scale;
        var width = (whole / DigitsPerGroup * 4) + BytesByDigits[whole % DigitsPerGroup] + (scale / DigitsPerGroup * 4) + BytesByDigits[scale % DigitsPerGroup];
        Span<byte> bytes = stackalloc byte[40];
        bytes = bytes[..width];
        cursor.Bytes(width).CopyTo(bytes);
        var isNegative = (bytes[0] & 0x80) == 0;
        bytes[0] ^= 0x80;
        if (isNegative)
        {
            foreach (ref var b in bytes)
            {
                b = (byte)~b;
            }
        }

        var groups = new BoxedCursor(bytes);
        var text = new StringBuilder();
        for (var digits = whole % DigitsPerGroup; whole > 0; whole -= digits, digits = DigitsPerGroup)
        {
            digits = digits == 0 ? DigitsPerGroup : digits;
            var group = groups.BigEndian(BytesByDigits[digits]);
            if (text.Length > 0)
            {
                text.Append(group.ToString("D9", CultureInfo.InvariantCulture));
            }
            else if (group > 0)
            {
                text.Append(group);
            }
        }

        text.Insert(0, text.Length == 0 ? "0" : "").Insert(0, isNegative ? "-" : "");
        for (var left = scale; left > 0; left -= DigitsPerGroup)
        {
            var digits = Math.Min(left, DigitsPerGroup);
            text.Append(left == scale ? "." : "").Append(groups.BigEndian(BytesByDigits[digits]).ToString($"D{digits}", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
