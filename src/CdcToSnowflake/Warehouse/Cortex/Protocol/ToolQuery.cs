using System.Text.Json;

namespace CdcToSnowflake.Warehouse.Cortex.Protocol;

/// <summary>Finds the SQL and its rows in a tool's result, where the manual's "Non-streaming response" shows them.</summary>
internal static class ToolQuery
{
    /// <summary>The query of a tool's result; null if there is none in it.</summary>
    /// <exception cref="JsonException">The rows can't be read.</exception>
    public static CortexQuery? Of(JsonElement toolResult)
    {
        foreach (JsonElement item in toolResult.Items("content"))
        {
            if (item.Field("json") is { } json && json.Text("sql") is { Length: > 0 } sql)
            {
                return new CortexQuery(sql, json.Text("query_id"), json.Field("result_set") is { } rows ? ResultTable.Of(rows) : null)
                {
                    Explanation = json.Text("sql_explanation"),
                    IsVerified = json.Truth("verified_query_used"),
                };
            }
        }
        return null;
    }
}
