using System.Globalization;
using System.Text.Json;

namespace CdcToSnowflake.Emulator.Server.Http;

/// <summary>The body of a POST to /api/v2/statements. Field names from the manual's "Snowflake SQL API reference".</summary>
internal sealed record SubmittedRequest(string Statement)
{
    private const int LongestTimeout = 604_800;

    public int Timeout { get; init; }

    public string? Database { get; init; }

    public string? Schema { get; init; }

    public string? Warehouse { get; init; }

    public string? Role { get; init; }

    /// <summary>0: any number.</summary>
    public int StatementCount { get; init; } = 1;

    public IReadOnlyList<(string Name, string Value)> Parameters { get; init; } = [];

    public IReadOnlyDictionary<string, (string Type, string? Value)> Bindings { get; init; } = new Dictionary<string, (string, string?)>();

    /// <summary>What NULL is written as, as JSON.</summary>
    public string NullText { get; init; } = "null";

    /// <exception cref="JsonException">It is no such body.</exception>
    public static SubmittedRequest Parse(string body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        try
        {
            var parameters = Members(root, "parameters").Select(member => (Name: member.Name.ToUpperInvariant(), Value: member.Value.ToString())).ToList();
            var count = parameters.Find(parameter => parameter.Name == "MULTI_STATEMENT_COUNT").Value;
            return new SubmittedRequest(root.GetProperty("statement").GetString() ?? throw new JsonException("The statement is null."))
            {
                Timeout = root.TryGetProperty("timeout", out var timeout) && timeout.GetInt64() is var seconds
                    ? seconds is >= 0 and <= LongestTimeout ? (int)seconds : throw new JsonException($"The timeout is not between 0 and {LongestTimeout} s.")
                    : 0,
                Database = Text(root, "database"),
                Schema = Text(root, "schema"),
                Warehouse = Text(root, "warehouse"),
                Role = Text(root, "role"),
                StatementCount = count is null ? 1 : int.Parse(count, NumberStyles.None, CultureInfo.InvariantCulture),
                Parameters = [.. parameters.Where(parameter => parameter.Name != "MULTI_STATEMENT_COUNT")],
                Bindings = Members(root, "bindings").ToDictionary(
                    member => member.Name,
                    member => (member.Value.GetProperty("type").GetString()!, member.Value.GetProperty("value").GetString())),
            };
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or OverflowException or ArgumentException)
        {
            throw new JsonException("A field is missing or of another type.", e);
        }
    }

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static List<JsonProperty> Members(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? [.. value.EnumerateObject()] : [];
}
