using System.Globalization;
using System.Text.Json;

namespace CdcToSnowflake.IntegrationTests.EndToEnd;

/// <summary>One spelling per value, whichever side it was read from, so that rows compare as text. Knows nothing of the SDK's conversions.</summary>
internal static class CanonicalRow
{
    public static string Of(IEnumerable<object?> values) => string.Join(" | ", values.Select(Value));

    private static string? Value(object? value) => value switch
    {
        null or DBNull => "∅",
        bool b => b ? "1" : "0",
        byte[] bytes => "0x" + Convert.ToHexString(bytes),
        float f => ((double)f).ToString("R", CultureInfo.InvariantCulture),
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        decimal m => Number(m.ToString(CultureInfo.InvariantCulture)),
        DateTime t => t.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        DateTimeOffset t => t.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + " 00:00:00.000000",
        sbyte or byte or short or ushort or int or uint or long or ulong or System.Numerics.BigInteger => Number(Convert.ToString(value, CultureInfo.InvariantCulture)!),
        string s => s,
        _ => throw new InvalidOperationException($"A value of type {value.GetType()} has no canonical spelling."),
    };

    /// <summary>A JSON text with sorted keys and without insignificant blanks; numbers as written.</summary>
    public static string? Json(string? text)
    {
        if (text is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(text);
        return Write(document.RootElement);
    }

    /// <summary>A decimal number without trailing zeros after the point: 1.50 and 1.5 are one value.</summary>
    public static string? Number(string? text) =>
        text is null || !text.Contains('.', StringComparison.Ordinal) ? text : text.TrimEnd('0').TrimEnd('.') is var t && t is "-0" ? "0" : t;

    private static string Write(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(",", element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{JsonSerializer.Serialize(p.Name)}:{Write(p.Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(",", element.EnumerateArray().Select(Write)) + "]",
        JsonValueKind.String => JsonSerializer.Serialize(element.GetString()),
        JsonValueKind.Number => Number(element.GetRawText())!,
        _ => element.GetRawText(),
    };
}
