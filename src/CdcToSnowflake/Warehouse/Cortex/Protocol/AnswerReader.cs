using System.Text;
using System.Text.Json;

namespace CdcToSnowflake.Warehouse.Cortex.Protocol;

/// <summary>Reads the <c>response</c> that ends a run.</summary>
internal static class AnswerReader
{
    /// <exception cref="JsonException">Rows in it can't be read.</exception>
    public static CortexAnswer Read(JsonElement json)
    {
        StringBuilder text = new();
        List<CortexQuery> queries = [];
        bool isQuestion = false;
        foreach (JsonElement item in json.Items("content"))
        {
            switch (item.Text("type"))
            {
                case "text":
                    text.Append(text.Length > 0 ? "\n" : "").Append(item.Word("text"));
                    isQuestion |= item.Truth("is_elicitation");
                    break;
                case "tool_result" when item.Field("tool_result") is { } result && ToolQuery.Of(result) is { } query:
                    queries.Add(query);
                    break;
                case "table" when item.Field("table") is { } table && table.Field("result_set") is { } rows:
                    Attach(queries, table.Text("query_id"), ResultTable.Of(rows));
                    break;
            }
        }
        JsonElement metadata = json.Field("metadata") ?? default;
        return new CortexAnswer(text.ToString(), queries)
        {
            IsQuestion = isQuestion,
            Warnings = [.. json.Items("warnings").Select(EventReader.WarningOf)],
            Thread = metadata.Number("thread_id") is { } thread && metadata.Number("assistant_message_id") is { } message ? new CortexThread(thread, message) : null,
            RunId = metadata.Text("run_id"),
            Status = json.Text("status"),
        };
    }

    /// <summary>Gives a query the rows of a table that stands in the answer, where its tool's result had none.</summary>
    public static void Attach(List<CortexQuery> queries, string? queryId, CortexTable rows)
    {
        int at = queries.FindLastIndex(query => query.Rows is null && (query.QueryId == queryId || query.QueryId is null));
        if (at >= 0)
        {
            queries[at] = queries[at] with { Rows = rows, QueryId = queryId };
        }
    }
}
