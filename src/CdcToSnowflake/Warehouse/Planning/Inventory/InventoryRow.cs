using System.Data.Common;
using System.Globalization;

namespace CdcToSnowflake.Warehouse.Planning.Inventory;

/// <summary>A row of an answer, by column name. Providers differ in whether a number is one or a text, and SHOW's columns have come and gone over the years.</summary>
internal sealed class InventoryRow(DbDataReader reader)
{
    private readonly Dictionary<string, int> _columns = Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, StringComparer.OrdinalIgnoreCase);

    /// <summary>A text; empty for NULL and for a column that this account's SHOW doesn't have.</summary>
    public string Text(string column) => TextOrNull(column) ?? "";

    public bool Has(string column) => _columns.ContainsKey(column);

    public string? TextOrNull(string column) =>
        _columns.TryGetValue(column, out int at) && !reader.IsDBNull(at) ? Convert.ToString(reader.GetValue(at), CultureInfo.InvariantCulture) : null;

    /// <summary>A flag, which providers print as <c>true</c>, <c>True</c> or <c>TRUE</c>; false for NULL and for a column that isn't there.</summary>
    public bool Flag(string column) => Text(column).Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>A point in time; null for NULL and for a column that isn't there.</summary>
    public DateTimeOffset? Time(string column) => _columns.TryGetValue(column, out int at) && !reader.IsDBNull(at) ? AnswerTime.Of(reader.GetValue(at)) : null;

    public long? Number(string column) => long.TryParse(TextOrNull(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;
}
