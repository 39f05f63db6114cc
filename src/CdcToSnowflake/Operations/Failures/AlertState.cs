using System.Text.Json;

namespace CdcToSnowflake.Operations.Failures;

/// <summary>What a desk knows, as it is kept.</summary>
/// <param name="Seen">The ids of the last messages, the oldest first.</param>
/// <param name="Groups">What fails, or did.</param>
internal sealed record AlertState(IReadOnlyList<string> Seen, IReadOnlyList<KeptGroup> Groups)
{
    // A message that comes again does so within the queue's retention, mostly within minutes; and what fails at once is little. Together they are below a megabyte.
    public const int MostIds = 1_000;
    public const int MostGroups = 200;

    /// <summary>The version that this program writes, and the newest that it reads.</summary>
    public const int Newest = 1;

    public byte[] Write()
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Newest);
            json.WriteStartArray("seen");
            foreach (var id in Seen)
            {
                json.WriteStringValue(id);
            }

            json.WriteEndArray();
            json.WriteStartArray("groups");
            foreach (var group in Groups)
            {
                group.Write(json);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return text.ToArray();
    }

    /// <summary>Reads what was kept. What isn't in this form, or in none, says nothing: then people are told again, which is better than not at all.</summary>
    public static AlertState? Read(byte[] content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            var state = json.RootElement;
            return state.GetProperty("version").GetInt32() == Newest
                ? new AlertState([.. state.GetProperty("seen").EnumerateArray().Select(id => id.GetString()!)], [.. state.GetProperty("groups").EnumerateArray().Select(KeptGroup.Read).OfType<KeptGroup>()])
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
