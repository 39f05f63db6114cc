using System.Buffers;
using System.Globalization;
using System.Text.Json;
using CdcToSnowflake.Binlog;

namespace BinlogCat;

/// <summary>Writes a row's values as JSON properties.</summary>
internal readonly struct JsonVisitor(Utf8JsonWriter json, TableNames names, ArrayBufferWriter<byte> document) : IRowVisitor
{
    /// <summary>The JSON writer takes values up to about 160 MB at once; longer ones go in parts.</summary>
    private const int Part = 96_000_000;

    public void Null(int column) => json.WriteNull(names.Columns[column]);

    public void Absent(int column)
    {
        // Left out, as in the row image: null would say that the value is NULL.
    }

    public void Int64(int column, long value) => json.WriteNumber(names.Columns[column], value);

    public void UInt64(int column, ulong value) => json.WriteNumber(names.Columns[column], value);

    public void Single(int column, float value)
    {
        if (float.IsFinite(value))
        {
            json.WriteNumber(names.Columns[column], value);
        }
        else
        {
            json.WriteString(names.Columns[column], value.ToString(CultureInfo.InvariantCulture));
        }
    }

    public void Double(int column, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(names.Columns[column], value);
        }
        else
        {
            json.WriteString(names.Columns[column], value.ToString(CultureInfo.InvariantCulture));
        }
    }

    public void Decimal(int column, BinlogDecimal value)
    {
        Span<byte> text = stackalloc byte[68];
        value.TryFormat(text, out var length);
        json.WriteString(names.Columns[column], text[..length]);
    }

    public void Date(int column, BinlogDateTime value)
    {
        Span<byte> text = stackalloc byte[10];
        value.TryFormatDate(text, out var length);
        json.WriteString(names.Columns[column], text[..length]);
    }

    public void DateTime(int column, BinlogDateTime value)
    {
        Span<byte> text = stackalloc byte[26];
        value.TryFormat(text, names.FractionDigits[column], out var length);
        json.WriteString(names.Columns[column], text[..length]);
    }

    public void Timestamp(int column, long micros)
    {
        Span<byte> text = stackalloc byte[27];
        BinlogDateTime.FromTimestamp(micros).TryFormat(text, names.FractionDigits[column], out var length);
        text[length++] = (byte)'Z';
        json.WriteString(names.Columns[column], text[..length]);
    }

    public void Time(int column, long micros)
    {
        Span<byte> text = stackalloc byte[18];
        BinlogTime.TryFormat(micros, text, names.FractionDigits[column], out var length);
        json.WriteString(names.Columns[column], text[..length]);
    }

    public void Text(int column, ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length <= Part)
        {
            json.WriteString(names.Columns[column], utf8);
            return;
        }

        json.WritePropertyName(names.Columns[column]);
        for (; utf8.Length > Part; utf8 = utf8[Part..])
        {
            json.WriteStringValueSegment(utf8[..Part], isFinalSegment: false);
        }

        json.WriteStringValueSegment(utf8, isFinalSegment: true);
    }

    public void Bytes(int column, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= Part)
        {
            json.WriteBase64String(names.Columns[column], bytes);
            return;
        }

        json.WritePropertyName(names.Columns[column]);
        for (; bytes.Length > Part; bytes = bytes[Part..])
        {
            json.WriteBase64StringSegment(bytes[..Part], isFinalSegment: false);
        }

        json.WriteBase64StringSegment(bytes, isFinalSegment: true);
    }

    public void JsonDiff(int column, BinlogJsonDiffs diffs)
    {
        // Not the column's value, which the row image doesn't have: JsonLines writes them beside the row.
    }

    public void Json(int column, BinlogJson value)
    {
        document.ResetWrittenCount();
        value.WriteTo(document);
        json.WritePropertyName(names.Columns[column]);
        json.WriteRawValue(document.WrittenSpan, skipInputValidation: true);
    }
}
