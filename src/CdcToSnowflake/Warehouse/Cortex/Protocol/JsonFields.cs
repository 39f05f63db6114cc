using System.Text.Json;

namespace CdcToSnowflake.Warehouse.Cortex.Protocol;

/// <summary>Fields of an event, which may lack any of them.</summary>
internal static class JsonFields
{
    public static JsonElement? Field(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;

    public static string? Text(this JsonElement element, string name) => element.Field(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    public static string Word(this JsonElement element, string name) => element.Text(name) ?? "";

    public static long? Number(this JsonElement element, string name) => element.Field(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out long value) ? value : null;

    public static int Index(this JsonElement element, string name) => (int)Math.Clamp(element.Number(name) ?? 0, 0, int.MaxValue);

    public static bool Truth(this JsonElement element, string name) => element.Field(name) is { ValueKind: JsonValueKind.True };

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) => element.Field(name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];
}
