using System.Text.Json;
using CdcToSnowflake.Warehouse.Cortex.Events;

namespace CdcToSnowflake.Warehouse.Cortex.Protocol;

/// <summary>Makes of a server-sent event what it says. Fields that are missing are empty, fields that aren't known stay in the JSON.</summary>
internal static class EventReader
{
    /// <exception cref="CortexException">It is an error, or can't be read.</exception>
    public static CortexEvent Read(string name, string data)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(data);
            return Read(name, data, document.RootElement);
        }
        catch (JsonException) when (!IsOfRuns(name))
        {
            // A sign of life, or what will come to be.
            return new CortexEvent(name, data);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The latter is the reader's word for half a surrogate pair.
            throw new CortexException($"The event {name} can't be read: {error.Message}", null, null, 200, error);
        }
    }

    private static bool IsOfRuns(string name) => name is "error" or "metadata" || name.StartsWith("response", StringComparison.Ordinal);

    private static CortexEvent Read(string name, string data, JsonElement json) => name switch
    {
        "response.text.delta" or "response.text" => new CortexTextEvent(name, data, json.Index("content_index"), json.Word("text"), name.EndsWith(".delta", StringComparison.Ordinal), json.Truth("is_elicitation")),
        "response.thinking.delta" or "response.thinking" => new CortexThinkingEvent(name, data, json.Index("content_index"), json.Word("text"), name.EndsWith(".delta", StringComparison.Ordinal)),
        "response.status" or "response.tool_result.status" => new CortexStatusEvent(name, data, json.Word("status"), json.Word("message"), json.Text("tool_use_id")),
        "response.tool_use" => new CortexToolUseEvent(name, data, json.Word("tool_use_id"), json.Word("type"), json.Word("name")),
        "response.tool_result" => new CortexToolResultEvent(name, data, json.Word("tool_use_id"), json.Word("type"), json.Word("name"), json.Word("status")) { Query = ToolQuery.Of(json) },
        "response.tool_result.analyst.delta" => Analyst(name, data, json),
        "response.table" => new CortexTableEvent(name, data, json.Word("tool_use_id"), json.Text("query_id"), json.Word("title"), json.Field("result_set") is { } rows ? ResultTable.Of(rows) : new CortexTable([], [], IsComplete: false)),
        "response.chart" => new CortexChartEvent(name, data, json.Word("tool_use_id"), json.Word("chart_spec")),
        "response.warning" => new CortexWarningEvent(name, data, WarningOf(json)),
        "metadata" => json.Field("metadata") is { } message ? new CortexMessageEvent(name, data, message.Word("role"), message.Number("message_id") ?? 0, message.Text("run_id")) : new CortexEvent(name, data),
        "response" => new CortexAnswerEvent(name, data, AnswerReader.Read(json)),
        "error" => throw new CortexException(json.Text("message") ?? "The agent failed without a reason.", json.Text("code") ?? json.Text("error_code"), json.Text("request_id"), 200, null),
        _ => new CortexEvent(name, data),
    };

    internal static CortexWarning WarningOf(JsonElement json) => new(json.Word("message"), json.Text("code"));

    private static CortexAnalystEvent Analyst(string name, string data, JsonElement json)
    {
        JsonElement delta = json.Field("delta") ?? default;
        JsonElement suggestion = delta.Field("suggestions") ?? default;
        return new CortexAnalystEvent(name, data, json.Word("tool_use_id"))
        {
            Text = delta.Text("text"),
            Sql = delta.Text("sql"),
            Explanation = delta.Text("sql_explanation"),
            QueryId = delta.Text("query_id"),
            Rows = delta.Field("result_set") is { } rows ? ResultTable.Of(rows) : null,
            IsVerified = delta.Truth("verified_query_used"),
            Suggestion = suggestion.Text("delta"),
            SuggestionIndex = suggestion.Index("index"),
        };
    }
}
