using System.Text;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Files.Text;

/// <summary>Comma-separated values after RFC 4180: the names first, text always in quotes, so that '' and NULL differ.</summary>
internal sealed class CsvLines(SourceTable table) : TextLines
{
    private byte[] _cut = [];
    private byte[] _writer = [];

    public override void WriteHeader(GzipBlocks output)
    {
        // For people: Snowflake loads by place, and skips one line.
        var names = table.Written.Select(column => column.Name).Concat(MetaColumn.All).Select(name => $"\"{name.ReplaceLineEndings(" ").Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        output.Write(Encoding.UTF8.GetBytes(string.Join(',', names) + "\n"));
    }

    public override void Text(ReadOnlySpan<byte> utf8)
    {
        Raw((byte)'"');
        while (utf8.IndexOf((byte)'"') is >= 0 and var at)
        {
            Raw(utf8[..(at + 1)]);
            Raw((byte)'"');
            utf8 = utf8[(at + 1)..];
        }

        Raw(utf8);
        Raw((byte)'"');
    }

    protected override void Begin(long cut, string writer) => (_cut, _writer) = (Encoding.UTF8.GetBytes(cut.ToString(System.Globalization.CultureInfo.InvariantCulture)), Encoding.UTF8.GetBytes(writer));

    protected override void WriteRow(RowBuffer rows, int row, int[] next)
    {
        var columns = rows.Written;
        for (var i = 0; i < columns.Length; i++)
        {
            if (!columns[i].IsNull(row))
            {
                columns[i].Write(next[i]++, this);
            }

            Raw((byte)',');
        }

        // In the order of MetaColumn.All.
        Raw(rows.Meta.Op(row));
        Raw((byte)',');
        Number(rows.Meta.UpdatedAt(row));
        Raw((byte)',');
        Raw(_cut);
        Raw((byte)',');
        Number(rows.Meta.Seq(row));
        Raw((byte)',');
        Text(_writer);
        Raw((byte)'\n');
    }

    protected override void QuoteExact()
    {
    }
}
