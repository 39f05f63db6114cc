using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CdcToSnowflake.Binlog;

namespace BinlogCat;

/// <summary>A table's names, escaped once.</summary>
internal sealed class TableNames(BinlogTable table)
{
    public JsonEncodedText Schema { get; } = Encode(table.Schema);

    public JsonEncodedText Table { get; } = Encode(table.Name);

    public JsonEncodedText[] Columns { get; } =
        [.. table.Columns.Select((c, i) => Encode(c.Name ?? string.Create(CultureInfo.InvariantCulture, $"@{i + 1}")))];

    /// <summary>Fraction digits by column.</summary>
    public int[] FractionDigits { get; } = [.. table.Columns.Select(c => c.FractionDigits)];

    private static JsonEncodedText Encode(string text) => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
}
