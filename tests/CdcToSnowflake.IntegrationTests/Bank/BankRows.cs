using System.Data.Common;

namespace CdcToSnowflake.IntegrationTests.Bank;

/// <summary>Reads either side's rows into sorted lines that compare.</summary>
internal static class BankRows
{
    public static async Task<List<string>> ReadAsync(DbCommand command)
    {
        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        var values = new object?[reader.FieldCount];
        while (await reader.ReadAsync())
        {
            reader.GetValues(values!);
            rows.Add(EndToEnd.CanonicalRow.Of(values));
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    /// <summary>How many of the first list's rows the second doesn't have; a row that is there twice counts twice.</summary>
    public static int Missing(IEnumerable<string> rows, IEnumerable<string> from)
    {
        var left = from.CountBy(row => row, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return rows.Count(row => !left.TryGetValue(row, out var count) || (left[row] = count - 1) < 0);
    }
}
