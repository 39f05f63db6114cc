using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog.Rows;

/// <summary>A column's type byte and its own metadata, as the table map always has them.</summary>
/// <param name="Type">The real type: ENUM and SET told from the STRING that hides them.</param>
/// <param name="Meta">Length in bytes, BIT's bits, fraction digits, bytes of a length prefix: as the type says.</param>
/// <param name="Scale">DECIMAL's digits after the point.</param>
/// <param name="Refusal">Why a table with such a column can't be read; null for all known types.</param>
internal readonly record struct ColumnField(MySqlType Type, int Meta, int Scale = 0, string? Refusal = null)
{
    public static ColumnField Create(byte typeByte, ref ByteReader metadata)
    {
        var type = (MySqlType)typeByte;
        switch (type)
        {
            case MySqlType.Tiny or MySqlType.Short or MySqlType.Int24 or MySqlType.Long or MySqlType.LongLong or MySqlType.Year
                or MySqlType.Date or MySqlType.NewDate or MySqlType.Time or MySqlType.DateTime or MySqlType.Timestamp or MySqlType.Null:
                return new ColumnField(type, 0);
            case MySqlType.Float:
                return new ColumnField(type, Width(type, metadata.U8(), 4));
            case MySqlType.Double:
                return new ColumnField(type, Width(type, metadata.U8(), 8));
            case MySqlType.VarChar or MySqlType.VarString or MySqlType.MariaVarCharCompressed:
                return new ColumnField(type, metadata.U16());
            case MySqlType.Bit:
                int odd = metadata.U8();
                return new ColumnField(type, InRange(type, (metadata.U8() * 8) + odd, 1, 64));
            case MySqlType.NewDecimal:
                int precision = InRange(type, metadata.U8(), 1, 65);
                return new ColumnField(type, precision, InRange(type, metadata.U8(), 0, Math.Min(precision, 38)));
            case MySqlType.Blob or MySqlType.TinyBlob or MySqlType.MediumBlob or MySqlType.LongBlob or MySqlType.MariaBlobCompressed
                or MySqlType.Geometry or MySqlType.Json or MySqlType.Vector:
                return new ColumnField(type, InRange(type, metadata.U8(), 1, 4));
            case MySqlType.Time2 or MySqlType.DateTime2 or MySqlType.Timestamp2:
                return new ColumnField(type, InRange(type, metadata.U8(), 0, 6));
            case MySqlType.String or MySqlType.Enum or MySqlType.Set:
                return String(metadata.U8(), metadata.U8());
            case MySqlType.TypedArray:
                // How its metadata and values lie differs between those releases, so nothing behind it in the row could be found.
                return new ColumnField(type, 0, Refusal: "it has a hidden column of a multi-valued index (CAST(… AS … ARRAY)), which some releases of MySQL 8.0 log. Drop that index, or bring the server to a release that leaves the column out; start anew after this position with a fresh copy of the table.");
            default:
                return new ColumnField(type, 0, Refusal: $"it has a column of type {typeByte}, which no server known writes. A newer reader is needed, or leave the table out.");
        }
    }

    /// <summary>CHAR, BINARY, ENUM and SET: the real type in the first byte, and two bits of lengths over 255 folded into it, inverted.</summary>
    private static ColumnField String(byte first, byte second)
    {
        var type = (MySqlType)((first & 0x30) != 0x30 ? first | 0x30 : first);
        var length = second | (((first & 0x30) ^ 0x30) << 4);
        return type switch
        {
            MySqlType.String => new ColumnField(type, length),
            MySqlType.Enum => new ColumnField(type, InRange(type, second, 1, 2)),
            MySqlType.Set => new ColumnField(type, InRange(type, second, 1, 8)),
            _ => new ColumnField(type, 0, Refusal: $"it has a string column of real type {(byte)type}, which no server known writes. A newer reader is needed, or leave the table out."),
        };
    }

    private static int Width(MySqlType type, int value, int expected) => InRange(type, value, expected, expected);

    private static int InRange(MySqlType type, int value, int least, int most) =>
        value >= least && value <= most ? value : throw EventPlace.Corrupt($"Metadata {value} of a {type} column; it lies between {least} and {most}.");
}
