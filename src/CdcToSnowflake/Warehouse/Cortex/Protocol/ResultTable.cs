using System.Globalization;
using System.Text;
using System.Text.Json;
using CdcToSnowflake.Warehouse.SqlApi.Http;
using CdcToSnowflake.Warehouse.SqlApi.Values;

namespace CdcToSnowflake.Warehouse.Cortex.Protocol;

/// <summary>Reads rows as the SQL API's ResultSet has them, which is what agents send.</summary>
internal static class ResultTable
{
    /// <summary>The rows of a <c>result_set</c>.</summary>
    /// <exception cref="JsonException">It is none, or holds a value that isn't of its column's type.</exception>
    public static CortexTable Of(JsonElement resultSet)
    {
        SqlApiResponse response = Parse(Encoding.UTF8.GetBytes(resultSet.GetRawText()));
        RowStore rows = response.Rows;
        // The manual's "Non-streaming response" shows one without rowType: then nobody knows more of a value than its text.
        IReadOnlyList<ResultColumn> columns = response.Columns.Count > 0
            ? response.Columns
            : [.. Enumerable.Range(1, rows.Columns).Select(number => new ResultColumn(number.ToString(CultureInfo.InvariantCulture), "TEXT", null, null, null, IsNullable: true))];
        try
        {
            return new CortexTable(
                [.. columns.Select(column => column.Name)],
                [.. Enumerable.Range(0, rows.Rows).Select(row => (IReadOnlyList<object?>)[.. columns.Select((column, i) => rows.IsNull(row, i) ? null : ValueReader.Read(rows.Value(row, i), column))])],
                IsComplete: response.RowCount <= rows.Rows);
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            throw new JsonException($"A value isn't of its column's type: {error.Message}", error);
        }
    }

    private static SqlApiResponse Parse(ReadOnlySpan<byte> utf8)
    {
        ResponseParser parser = new();
        Utf8JsonReader json = new(utf8);
        while (json.Read())
        {
            parser.Take(ref json);
        }
        return parser.Finish();
    }
}
