using System.Globalization;
using System.Text;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>A row as texts that a server's SELECT can be compared with (<see cref="ServerText"/>).</summary>
internal readonly struct TextVisitor(IReadOnlyList<BinlogColumn> columns, string?[] texts) : IRowVisitor
{
    public const string AbsentText = "(absent)";

    public static string?[] Texts(BinlogTable table, BinlogRow row)
    {
        var texts = new string?[table.Columns.Count];
        var visitor = new TextVisitor(table.Columns, texts);
        row.Visit(ref visitor);
        return texts;
    }

    public void Null(int column) => texts[column] = null;

    public void Absent(int column) => texts[column] = AbsentText;

    public void Int64(int column, long value) => texts[column] = value.ToString(CultureInfo.InvariantCulture);

    public void UInt64(int column, ulong value) => texts[column] = value.ToString(CultureInfo.InvariantCulture);

    public void Single(int column, float value) => texts[column] = ((double)value).ToString("R", CultureInfo.InvariantCulture);

    public void Double(int column, double value) => texts[column] = value.ToString("R", CultureInfo.InvariantCulture);

    public void Decimal(int column, BinlogDecimal value) => texts[column] = value.ToString();

    public void Date(int column, BinlogDateTime value)
    {
        Span<byte> text = stackalloc byte[10];
        value.TryFormatDate(text, out var length);
        texts[column] = Encoding.ASCII.GetString(text[..length]);
    }

    public void DateTime(int column, BinlogDateTime value)
    {
        Span<byte> text = stackalloc byte[26];
        value.TryFormat(text, columns[column].FractionDigits, out var length);
        texts[column] = Encoding.ASCII.GetString(text[..length]);
    }

    public void Timestamp(int column, long micros) => DateTime(column, BinlogDateTime.FromTimestamp(micros));

    public void Time(int column, long micros)
    {
        Span<byte> text = stackalloc byte[18];
        BinlogTime.TryFormat(micros, text, columns[column].FractionDigits, out var length);
        texts[column] = Encoding.ASCII.GetString(text[..length]);
    }

    public void Text(int column, ReadOnlySpan<byte> utf8) => texts[column] = Convert.ToHexString(utf8);

    public void Bytes(int column, ReadOnlySpan<byte> bytes) => texts[column] = Convert.ToHexString(bytes);

    public void Json(int column, BinlogJson value) => texts[column] = value.ToString();

    public void JsonDiff(int column, BinlogJsonDiffs diffs)
    {
        var text = new StringBuilder();
        foreach (var diff in diffs)
        {
            text.Append(CultureInfo.InvariantCulture, $"{diff.Operation} {diff.GetPath()}{(diff.Operation == BinlogJsonDiffOperation.Remove ? "" : $" = {diff.Value.ToString()}")};");
        }

        texts[column] = text.ToString();
    }
}
