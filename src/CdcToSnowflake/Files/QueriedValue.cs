using System.Buffers.Binary;
using System.Buffers.Text;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Files;

/// <summary>Gives a queried value to its column by the same call as the binlog's would come by, so that both land alike. The forms are those that the snapshot's SELECT asks for.</summary>
internal static class QueriedValue
{
    public static void Add(ReadOnlySpan<byte> value, ColumnBuilder column)
    {
        var type = column.Column.Type;
        switch (type.Kind)
        {
            case SourceKind.TinyInt or SourceKind.SmallInt or SourceKind.MediumInt or SourceKind.Int or SourceKind.BigInt or SourceKind.Bit or SourceKind.Year:
                AddInteger(value, column);
                break;
            case SourceKind.Decimal:
                column.DecimalText(WithoutZeros(value));
                break;
            case SourceKind.Float or SourceKind.Double:
                column.Double(value.Length == sizeof(double) ? BinaryPrimitives.ReadDoubleLittleEndian(value) : throw Unread(column));
                break;
            case SourceKind.Date:
                column.Date(DateOf(value, column));
                break;
            case SourceKind.DateTime:
                column.DateTime(DateOf(value, column));
                break;
            case SourceKind.Timestamp:
                column.Timestamp(TryReadInstant(value, out var micros) ? micros : throw Unread(column));
                break;
            case SourceKind.Time:
                column.Time(BinlogTime.TryParse(value, out var time) ? time : throw Unread(column));
                break;
            case SourceKind.Char or SourceKind.VarChar or SourceKind.Text or SourceKind.Enum or SourceKind.Set:
                column.Text(value);
                break;
            case SourceKind.Json:
                column.JsonText(value);
                break;
            default:
                column.Bytes(value);
                break;
        }
    }

    /// <summary>A DECIMAL without the zeros that ZEROFILL puts in front.</summary>
    public static ReadOnlySpan<byte> WithoutZeros(ReadOnlySpan<byte> value)
    {
        while (value.Length > 1 && value[0] == '0' && value[1] != '.')
        {
            value = value[1..];
        }

        return value;
    }

    /// <summary>Reads <c>UNIX_TIMESTAMP</c>'s seconds.</summary>
    /// <param name="value">Digits, perhaps with a point and up to six more.</param>
    /// <param name="micros">Microseconds since 1970 UTC; 0 is the zero date.</param>
    /// <returns>False if it is no such number.</returns>
    public static bool TryReadInstant(ReadOnlySpan<byte> value, out long micros)
    {
        micros = 0;
        if (!Utf8Parser.TryParse(value, out long seconds, out var used) || seconds < 0)
        {
            return false;
        }

        var fraction = value[used..];
        micros = seconds * 1_000_000;
        if (fraction.IsEmpty)
        {
            return true;
        }

        var isSound = fraction.Length is > 1 and <= 7 && fraction[0] == '.';
        for (int i = 1, unit = 100_000; i < fraction.Length && isSound; i++, unit /= 10)
        {
            isSound = char.IsAsciiDigit((char)fraction[i]);
            micros += (fraction[i] - '0') * unit;
        }

        return isSound;
    }

    private static void AddInteger(ReadOnlySpan<byte> value, ColumnBuilder column)
    {
        if (Utf8Parser.TryParse(value, out long number, out var used) && used == value.Length)
        {
            // BIGINT UNSIGNED and BIT land as decimals, which come by the unsigned call.
            if (column.Column.Type is { Kind: SourceKind.Bit } or { Kind: SourceKind.BigInt, IsUnsigned: true })
            {
                column.UInt64((ulong)number);
            }
            else
            {
                column.Int64(number);
            }
        }
        else
        {
            column.UInt64(Utf8Parser.TryParse(value, out ulong large, out used) && used == value.Length ? large : throw Unread(column));
        }
    }

    private static BinlogDateTime DateOf(ReadOnlySpan<byte> value, ColumnBuilder column) => BinlogDateTime.TryParse(value, out var date) ? date : throw Unread(column);

    private static UnfitValueException Unread(ColumnBuilder column) =>
        new(column.Column.Name, $"something else than its type {column.Column.Type}", "Its definition has changed while it was read: start again.");
}
