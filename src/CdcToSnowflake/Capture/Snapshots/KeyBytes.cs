using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Files;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>Writes a row's key as bytes: the same for a row of the binlog and for the same row of a SELECT, and different for keys that Snowflake tells apart.</summary>
internal sealed class KeyBytes
{
    // The longest text of a DECIMAL, DATE or DATETIME.
    private const int LongestText = 68;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>The key of a row of the binlog.</summary>
    /// <returns>Valid until the next call.</returns>
    public ReadOnlySpan<byte> Of(BinlogRow row, BinlogTable table, int[] key)
    {
        _bytes.ResetWrittenCount();
        foreach (var index in key)
        {
            var column = table.Columns[index];
            switch (column.Type)
            {
                case BinlogColumnType.TinyInt or BinlogColumnType.SmallInt or BinlogColumnType.MediumInt or BinlogColumnType.Int or BinlogColumnType.BigInt or BinlogColumnType.Year or BinlogColumnType.Bit:
                    Number(column.IsUnsigned || column.Type == BinlogColumnType.Bit ? (long)row.GetUInt64(index) : row.GetInt64(index));
                    break;
                case BinlogColumnType.Enum or BinlogColumnType.Set:
                    Number((long)row.GetUInt64(index));
                    break;
                case BinlogColumnType.Float or BinlogColumnType.Double:
                    Number(BitConverter.DoubleToInt64Bits(row.GetDouble(index)));
                    break;
                case BinlogColumnType.Timestamp:
                    Number(row.GetTimestampMicros(index));
                    break;
                case BinlogColumnType.Time:
                    Number(row.GetTimeMicros(index));
                    break;
                case BinlogColumnType.Decimal:
                    Decimal(row.GetDecimal(index));
                    break;
                case BinlogColumnType.Date or BinlogColumnType.DateTime:
                    Date(row.GetDateTime(index));
                    break;
                case BinlogColumnType.Char or BinlogColumnType.VarChar or BinlogColumnType.Text:
                    Text(row.GetUtf8(index));
                    break;
                default:
                    Text(row.GetBytes(index));
                    break;
            }
        }

        return _bytes.WrittenSpan;
    }

    /// <summary>The key of a row of a SELECT.</summary>
    /// <returns>Valid until the next call.</returns>
    /// <exception cref="FormatException">A value isn't of its column's type: the table was altered while it was read.</exception>
    public ReadOnlySpan<byte> Of(QueriedRow row, QueriedTable table, int[] key)
    {
        _bytes.ResetWrittenCount();
        foreach (var index in key)
        {
            var column = table.Columns[index];
            var value = Value(row, index);
            switch (column.Form.Type.Kind)
            {
                case SourceKind.TinyInt or SourceKind.SmallInt or SourceKind.MediumInt or SourceKind.Int or SourceKind.BigInt or SourceKind.Year or SourceKind.Bit:
                    Number(Utf8Parser.TryParse(value, out long signed, out _) ? signed : Utf8Parser.TryParse(value, out ulong unsigned, out _) ? (long)unsigned : throw Unread(column));
                    break;
                case SourceKind.Enum:
                    Number(value.IsEmpty ? 0 : Label(column, value) + 1);
                    break;
                case SourceKind.Set:
                    Number(Bits(column, value));
                    break;
                case SourceKind.Float or SourceKind.Double:
                    Number(value.Length == sizeof(long) ? BinaryPrimitives.ReadInt64LittleEndian(value) : throw Unread(column));
                    break;
                case SourceKind.Timestamp:
                    Number(QueriedValue.TryReadInstant(value, out var instant) ? instant : throw Unread(column));
                    break;
                case SourceKind.Time:
                    Number(BinlogTime.TryParse(value, out var time) ? time : throw Unread(column));
                    break;
                case SourceKind.Decimal:
                    Text(QueriedValue.WithoutZeros(value));
                    break;
                case SourceKind.Date or SourceKind.DateTime:
                    Date(BinlogDateTime.TryParse(value, out var date) ? date : throw Unread(column));
                    break;
                default:
                    Text(value);
                    break;
            }
        }

        return _bytes.WrittenSpan;
    }

    /// <summary>A column's value of a row of a SELECT.</summary>
    public static ReadOnlySpan<byte> Value(QueriedRow row, int index)
    {
        ReadOnlySpan<byte> value = default;
        for (var i = 0; i <= index; i++)
        {
            row = row.TakeNext(out _, out value);
        }

        return value;
    }

    private static long Bits(QueriedColumn column, ReadOnlySpan<byte> value)
    {
        var bits = 0L;
        while (!value.IsEmpty)
        {
            var comma = value.IndexOf((byte)',');
            bits |= 1L << Label(column, comma < 0 ? value : value[..comma]);
            value = comma < 0 ? default : value[(comma + 1)..];
        }

        return bits;
    }

    private static int Label(QueriedColumn column, ReadOnlySpan<byte> value)
    {
        var text = System.Text.Encoding.UTF8.GetString(value);
        for (var i = 0; i < column.Labels.Count; i++)
        {
            if (column.Labels[i] == text)
            {
                return i;
            }
        }

        throw Unread(column);
    }

    private void Number(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.GetSpan(sizeof(long)), value);
        _bytes.Advance(sizeof(long));
    }

    private void Decimal(BinlogDecimal value)
    {
        Span<byte> digits = stackalloc byte[LongestText];
        value.TryFormat(digits, out var length);
        Text(digits[..length]);
    }

    private void Date(BinlogDateTime value)
    {
        Span<byte> text = stackalloc byte[LongestText];
        value.TryFormat(text, 6, out var length);
        Text(text[..length]);
    }

    private void Text(ReadOnlySpan<byte> value)
    {
        Number(value.Length);
        _bytes.Write(value);
    }

    private static FormatException Unread(QueriedColumn column) => new($"A value of the key column {column.Name} isn't of its type {column.Form.Type}.");
}
