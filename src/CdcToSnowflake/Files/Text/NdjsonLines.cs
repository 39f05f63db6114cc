using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Files.Text;

/// <summary>A JSON object a line. The columns of ours come first, so that every column of the source can begin with a comma; a column that is NULL is left out.</summary>
internal sealed class NdjsonLines(SourceTable table) : TextLines
{
    private const byte FirstPrintable = 0x20;

    // What JSON wants escaped; all else of UTF-8 may stand as it is (RFC 8259, "Strings").
    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, FirstPrintable).Select(code => (byte)code), (byte)'"', (byte)'\\']);
    private static readonly byte[][] EscapeOf = [.. Enumerable.Range(0, 128).Select(code => Encoding.ASCII.GetBytes(code switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < FirstPrintable => string.Create(CultureInfo.InvariantCulture, $"\\u{code:x4}"),
        _ => $"\\{(char)code}",
    }))];

    private static readonly byte[] UpdatedAtText = Utf8($"\",\"{MetaColumn.UpdatedAt}\":");
    private static readonly byte[] SeqText = Utf8($",\"{MetaColumn.Seq}\":");

    private readonly byte[][] _names = [.. table.Written.Select(column => Utf8($",{Quoted(column.Name)}:"))];
    private byte[] _start = [];

    public override void WriteHeader(GzipBlocks output)
    {
    }

    public override void Text(ReadOnlySpan<byte> utf8)
    {
        Raw((byte)'"');
        while (utf8.IndexOfAny(Escaped) is >= 0 and var at)
        {
            Raw(utf8[..at]);
            Raw(EscapeOf[utf8[at]]);
            utf8 = utf8[(at + 1)..];
        }

        Raw(utf8);
        Raw((byte)'"');
    }

    protected override void Begin(long cut, string writer) =>
        _start = Utf8(string.Create(CultureInfo.InvariantCulture, $"{{\"{MetaColumn.Cut}\":{cut},\"{MetaColumn.Writer}\":{Quoted(writer)},\"{MetaColumn.Op}\":\""));

    protected override void WriteRow(RowBuffer rows, int row, int[] next)
    {
        // What seldom changes comes first: the longer the repeat, the less there is to compress.
        Raw(_start);
        Raw(rows.Meta.Op(row));
        Raw(UpdatedAtText);
        Number(rows.Meta.UpdatedAt(row));
        Raw(SeqText);
        Number(rows.Meta.Seq(row));
        var columns = rows.Written;
        for (var i = 0; i < columns.Length; i++)
        {
            if (!columns[i].IsNull(row))
            {
                Raw(_names[i]);
                columns[i].Write(next[i]++, this);
            }
        }

        Raw("}\n"u8);
    }

    protected override void QuoteExact() => Raw((byte)'"');

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
