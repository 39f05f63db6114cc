using System.Text.Json;

namespace CdcToSnowflake.Warehouse.Cortex.Protocol;

/// <summary>The address and the body of a run, from the manual's "Cortex Agents Run API".</summary>
internal static class RunRequest
{
    private const string Tool = "analyst";

    /// <summary>The path of runs.</summary>
    /// <exception cref="ArgumentException">The agent's name isn't of three parts.</exception>
    public static string Path(CortexAgentOptions options)
    {
        if (options.Agent is not { } agent)
        {
            return "/api/v2/cortex/agent:run";
        }
        string[] parts = Parts(agent);
        return parts.Length == 3 && parts.All(part => part.Trim('"').Length > 0)
            ? $"/api/v2/databases/{Uri.EscapeDataString(parts[0])}/schemas/{Uri.EscapeDataString(parts[1])}/agents/{Uri.EscapeDataString(parts[2])}:run"
            : throw new ArgumentException($"The agent's name must be DATABASE.SCHEMA.NAME; it is '{agent}'.");
    }

    /// <summary>The body.</summary>
    public static byte[] Body(CortexAgentOptions options, string question, CortexThread? thread)
    {
        using MemoryStream body = new();
        using (Utf8JsonWriter json = new(body))
        {
            json.WriteStartObject();
            if (thread is not null)
            {
                json.WriteNumber("thread_id", thread.Id);
                json.WriteNumber("parent_message_id", thread.ParentMessageId);
                json.WriteBoolean("background", options.RunsInBackground);
            }
            json.WriteStartArray("messages");
            json.WriteStartObject();
            json.WriteString("role", "user");
            json.WriteStartArray("content");
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WriteString("text", question);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteBoolean("stream", true);
            if (options.SemanticView is { } view)
            {
                WriteAgent(json, options, view);
            }
            json.WriteEndObject();
        }
        return body.ToArray();
    }

    // What an agent object would say.
    private static void WriteAgent(Utf8JsonWriter json, CortexAgentOptions options, string view)
    {
        if (options.Model is not null)
        {
            json.WriteStartObject("models");
            json.WriteString("orchestration", options.Model);
            json.WriteEndObject();
        }
        if (options.Instructions is not null)
        {
            json.WriteStartObject("instructions");
            json.WriteString("response", options.Instructions);
            json.WriteEndObject();
        }
        json.WriteStartArray("tools");
        json.WriteStartObject();
        json.WriteStartObject("tool_spec");
        json.WriteString("type", "cortex_analyst_text_to_sql");
        json.WriteString("name", Tool);
        json.WriteString("description", "Answers questions about all brands' tables.");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("tool_resources");
        json.WriteStartObject(Tool);
        json.WriteString("semantic_view", view);
        if (options.Warehouse is not null)
        {
            json.WriteStartObject("execution_environment");
            json.WriteString("type", "warehouse");
            json.WriteString("warehouse", options.Warehouse);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The parts of a name as they are written: the API reads a quoted one as SQL does.</summary>
    private static string[] Parts(string name)
    {
        List<string> parts = [];
        int start = 0;
        bool isQuoted = false;
        for (int i = 0; i <= name.Length; i++)
        {
            if (i == name.Length || name[i] == '.' && !isQuoted)
            {
                parts.Add(name[start..i]);
                start = i + 1;
            }
            else
            {
                isQuoted ^= name[i] == '"';
            }
        }
        return isQuoted ? [] : [.. parts];
    }
}
