using System.Text.Json.Serialization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Worker;

/// <summary>Health as JSON: each check's state and what it says.</summary>
internal static partial class HealthReportWriter
{
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var checks = report.Entries.ToDictionary(entry => entry.Key, entry => new CheckLine(entry.Value.Status.ToString(), entry.Value.Description));
        return context.Response.WriteAsJsonAsync(checks, HealthJson.Default.DictionaryStringCheckLine);
    }

    internal sealed record CheckLine(string Status, string? Description);

    [JsonSerializable(typeof(Dictionary<string, CheckLine>))]
    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    internal sealed partial class HealthJson : JsonSerializerContext;
}
