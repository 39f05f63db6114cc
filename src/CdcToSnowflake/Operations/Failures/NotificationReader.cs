using System.Text.Json;

namespace CdcToSnowflake.Operations.Failures;

/// <summary>Reads what SNS and SQS deliver: the payload itself (raw delivery), in SNS's envelope, or several in the event of a Lambda. Strict about what alerts need, tolerant of fields that are new.</summary>
public static class NotificationReader
{
    /// <summary>The longest message, in characters: SQS's limit of 1 MiB.</summary>
    public const int MostCharacters = 1 << 20;

    // A Lambda's event holds SQS's records, they SNS's envelope, it the payload, which may be a text in a text.
    private const int DeepestEnvelope = 5;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Reads a message.</summary>
    /// <param name="message">The message's text.</param>
    /// <returns>What it tells; more than one only of a Lambda's event.</returns>
    /// <exception cref="NotificationException">It is damaged, or an envelope of something else.</exception>
    public static IReadOnlyList<SnowflakeNotification> Read(string message) => Read(message, MessageOrigin.Unknown);

    internal static IReadOnlyList<SnowflakeNotification> Read(string message, MessageOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(message);
        var found = new List<SnowflakeNotification>();
        try
        {
            Read(message, "$", 0, origin, found);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // The inner message may quote the content.
            throw new NotificationException("$", "it isn't sound JSON.");
        }

        return found;
    }

    private static void Read(string message, string where, int depth, MessageOrigin origin, List<SnowflakeNotification> found)
    {
        if (message.Length > MostCharacters)
        {
            throw new NotificationException(where, $"it is longer than {MostCharacters} characters.");
        }

        if (depth > DeepestEnvelope)
        {
            throw new NotificationException(where, "it is an envelope in an envelope, too often.");
        }

        // The manual prints payloads with the escapes of the text that they were within.
        var text = message.StartsWith("{\\\"", StringComparison.Ordinal) ? $"\"{message}\"" : message;
        if (text.AsSpan().TrimStart() is not (['{' or '[' or '"', ..] or []))
        {
            found.Add(NoticePayload.Read(text, origin));
            return;
        }

        using var document = JsonDocument.Parse(text, Options);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.String)
        {
            Read(root.GetString()!, where, depth + 1, origin, found);
        }
        else if (root.ValueKind != JsonValueKind.Object)
        {
            throw new NotificationException(where, "it isn't a JSON object.");
        }
        else if (root.TryGetProperty("messageType", out _))
        {
            found.Add(NotificationPayload.Read(new NotificationFields(root, where)) ?? NoticePayload.Read(text, origin));
        }
        else if (root.TryGetProperty("Records", out var records))
        {
            Records(new NotificationFields(root, where), records, depth, origin, found);
        }
        else if (root.TryGetProperty("Type", out _))
        {
            Envelope(new NotificationFields(root, where), depth, origin, found);
        }
        else
        {
            found.Add(NoticePayload.Read(new NotificationFields(root, where), text, origin));
        }
    }

    private static void Records(NotificationFields fields, JsonElement records, int depth, MessageOrigin origin, List<SnowflakeNotification> found)
    {
        if (records.ValueKind != JsonValueKind.Array)
        {
            throw fields.Wrong("Records", "it isn't an array.");
        }

        var at = 0;
        foreach (var record in records.EnumerateArray())
        {
            var one = new NotificationFields(record, $"{fields.Where}.Records[{at++}]");
            if (one.Has("Sns"))
            {
                Envelope(one.Object("Sns"), depth, origin, found);
            }
            else
            {
                Read(one.Text("body"), one.Where + ".body", depth + 1, origin with { Id = one.Optional("messageId") ?? origin.Id }, found);
            }
        }
    }

    private static void Envelope(NotificationFields fields, int depth, MessageOrigin origin, List<SnowflakeNotification> found)
    {
        if (fields.Text("Type") is var type && type != "Notification")
        {
            throw fields.Wrong("Type", "it isn't Notification; a SubscriptionConfirmation is confirmed in AWS, once.");
        }

        Read(fields.Text("Message"), fields.Where + ".Message", depth + 1, new MessageOrigin(fields.Optional("MessageId") ?? origin.Id, fields.OptionalTime("Timestamp") ?? origin.At), found);
    }
}
