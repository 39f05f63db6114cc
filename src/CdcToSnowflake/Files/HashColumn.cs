using System.Buffers;
using System.Globalization;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Files;

/// <summary>A column in whose place hashes stand: of bytes as they are, of all else as the source prints it in UTF-8, a TIMESTAMP in UTC. So equal values have equal hashes, whatever column they are in.</summary>
internal sealed class HashColumn(ColumnSpec column, ColumnHash hash, ZeroDatePolicy zeroDates, BufferSize size) : VariableColumn(column, size)
{
    private const int LongestText = 68; // a DECIMAL of 65 digits, with a sign, a point and a zero

    private readonly LabelText _labels = new(column);
    private readonly ArrayBufferWriter<byte> _text = new();

    public override void Int64(long value) => Number(value);

    public override void UInt64(ulong value)
    {
        if (Column.Type.Kind is SourceKind.Enum or SourceKind.Set)
        {
            _text.ResetWrittenCount();
            _labels.Write(value, _text);
            Add(_text.WrittenSpan);
        }
        else
        {
            Number(value);
        }
    }

    public override void Double(double value) => Number(value);

    public override void Decimal(BinlogDecimal value)
    {
        Span<byte> text = stackalloc byte[LongestText];
        value.TryFormat(text, out var written);
        Add(text[..written]);
    }

    public override void DecimalText(ReadOnlySpan<byte> utf8) => Add(utf8);

    public override void Date(BinlogDateTime value)
    {
        if (value.TryGetUnixDays(out var days))
        {
            Moment(System.DateTime.UnixEpoch.AddDays(days), "yyyy-MM-dd");
        }
        else
        {
            Zero();
        }
    }

    public override void DateTime(BinlogDateTime value)
    {
        if (value.TryGetUnixMicros(out var micros))
        {
            Moment(System.DateTime.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond), MomentFormat);
        }
        else
        {
            Zero();
        }
    }

    public override void Timestamp(long micros)
    {
        if (micros != 0) // the zero date
        {
            Moment(System.DateTime.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond), MomentFormat);
        }
        else
        {
            Zero();
        }
    }

    public override void Time(long micros)
    {
        Span<byte> text = stackalloc byte[TimeText.Longest];
        Add(text[..TimeText.Format(micros, Column.Type.Scale, text)]);
    }

    public override void Text(ReadOnlySpan<byte> utf8) => Add(utf8);

    public override void Bytes(ReadOnlySpan<byte> bytes)
    {
        // The binlog cuts a BINARY(n)'s trailing zero bytes off; SELECT shows them.
        if (Column.Type.Kind == SourceKind.Binary && bytes.Length < Column.Type.Length)
        {
            _text.ResetWrittenCount();
            _text.Write(bytes);
            _text.GetSpan(Column.Type.Length - bytes.Length)[..(Column.Type.Length - bytes.Length)].Clear();
            _text.Advance(Column.Type.Length - bytes.Length);
            bytes = _text.WrittenSpan;
        }

        Add(bytes);
    }

    public override void Json(BinlogJson value)
    {
        _text.ResetWrittenCount();
        value.WriteTo(_text);
        Add(_text.WrittenSpan);
    }

    public override void JsonText(ReadOnlySpan<byte> utf8) => Add(utf8);

    private string MomentFormat => Column.Type.Scale == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss." + new string('f', Column.Type.Scale);

    private void Moment(DateTime moment, string format)
    {
        Span<byte> text = stackalloc byte[LongestText];
        moment.TryFormat(text, out var written, format, CultureInfo.InvariantCulture);
        Add(text[..written]);
    }

    private void Number<T>(T value)
        where T : IUtf8SpanFormattable
    {
        Span<byte> text = stackalloc byte[LongestText];
        value.TryFormat(text, out var written, default, CultureInfo.InvariantCulture);
        Add(text[..written]);
    }

    private void Zero()
    {
        zeroDates.Found(Column);
        Null();
    }

    private void Add(ReadOnlySpan<byte> value)
    {
        hash.Write(value, Space(ColumnHash.Length));
        Used(ColumnHash.Length);
        Close();
    }
}
