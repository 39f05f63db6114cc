using System.Text.Json;
using System.Text.Json.Nodes;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>CONFIG of a root task: a JSON object that the graph's tasks read, and that EXECUTE TASK … USING CONFIG overrides for one run.</summary>
internal static class GraphConfig
{
    public static bool IsObject(string text) => Parse(text) is JsonObject;

    /// <summary>The default with the fields of the run's own laid over it, objects within objects too.</summary>
    public static string? Merge(string? fallback, string? own)
    {
        if (own is null || fallback is null)
        {
            return own ?? fallback;
        }

        var merged = (JsonObject)Parse(fallback)!;
        Overlay(merged, (JsonObject)Parse(own)!);
        return merged.ToJsonString();
    }

    /// <summary>The value at a path (<c>a.b</c>), text without quotes; the whole without a path; null if there is none.</summary>
    public static string? Value(string? config, string? path)
    {
        if (config is null || path is null)
        {
            return config;
        }

        JsonNode? at = Parse(config);
        foreach (var step in path.Split('.'))
        {
            at = at is JsonObject inside && inside.TryGetPropertyValue(step, out var next) ? next : null;
        }

        return at is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : at?.ToJsonString();
    }

    private static void Overlay(JsonObject below, JsonObject above)
    {
        foreach (var (name, value) in above)
        {
            if (value is JsonObject inside && below[name] is JsonObject under)
            {
                Overlay(under, inside);
            }
            else
            {
                below[name] = value?.DeepClone();
            }
        }
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
