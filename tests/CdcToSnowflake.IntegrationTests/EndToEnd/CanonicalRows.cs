using System.Data.Common;

namespace CdcToSnowflake.IntegrationTests.EndToEnd;

/// <summary>Reads a table of either side into sorted canonical rows.</summary>
internal static class CanonicalRows
{
    public static async Task<List<string>> ReadAsync(DbCommand command, ShopTable table, string? prefix = null)
    {
        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        var values = new object?[table.Columns.Count];
        while (await reader.ReadAsync())
        {
            for (var i = 0; i < values.Length; i++)
            {
                var value = await reader.IsDBNullAsync(i) ? null : reader.GetValue(i);
                values[i] = table.Columns[i].Spelling switch
                {
                    ShopColumnSpelling.Json => CanonicalRow.Json((string?)value),
                    ShopColumnSpelling.Number => CanonicalRow.Number(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null),
                    _ => value,
                };
            }

            rows.Add(prefix + CanonicalRow.Of(values));
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }
}
