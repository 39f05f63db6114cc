using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CdcToSnowflake.Operations.Failures;

/// <summary>An alert as Slack's Block Kit shows it. Lengths are Slack's own limits.</summary>
internal static class SlackMessage
{
    private const int HeaderLimit = 150;
    private const int FieldLimit = 2_000;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(FailureAlert alert)
    {
        var what = alert.Kind switch
        {
            FailureKind.Task => "Task",
            FailureKind.Pipe => "Pipe",
            FailureKind.Flow => "The flow of brand",
            FailureKind.Cost => "The cost of",
            FailureKind.Stream => "Stream",
            FailureKind.Brand => "The capture of brand",
            FailureKind.Handler => "Handler",
            FailureKind.Service => "The service's part:",
            _ => "Notice of",
        };
        var (mark, state) = (alert.ResolvedAt is null, alert.Kind) switch
        {
            (_, FailureKind.Notice) => ("🟠", ""),
            (true, FailureKind.Cost) => ("🟠", " needs a look"),
            (true, _) => ("🔴", " fails"),
            (false, FailureKind.Cost or FailureKind.Stream) => ("🟢", " is in order"),
            _ => ("🟢", " works again"),
        };
        var title = $"{mark} {what} {alert.Name}{state}";
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Options))
        {
            json.WriteStartObject();
            json.WriteString("text", Escape(Cut(title, FieldLimit))); // what notifications and screen readers show
            json.WriteStartArray("blocks");
            Block(json, "header", () => Text(json, "text", "plain_text", Cut(title, HeaderLimit)));
            Block(json, "section", () => Fields(json, alert));
            if (alert.ResolvedAt is null)
            {
                Block(json, "section", () => Text(json, "text", "mrkdwn", Code(alert.Error)));
                Block(json, "section", () => Text(json, "text", "mrkdwn", Cut($"*What to do*\n{Escape(alert.Remedy)}", FieldLimit)));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return text.ToArray();
    }

    private static void Fields(Utf8JsonWriter json, FailureAlert alert)
    {
        json.WriteStartArray("fields");
        Field(json, "Since", Time(alert.Since));
        if (alert is { Kind: FailureKind.Task or FailureKind.Pipe } or { Kind: FailureKind.Flow, File: not null })
        {
            Field(json, alert.Kind switch
            {
                FailureKind.Task => "Failed runs",
                FailureKind.Pipe => "Skipped files",
                _ => "Missing files",
            }, alert.Count.ToString("N0", CultureInfo.InvariantCulture));
        }

        if (alert is not { Kind: FailureKind.Cost or FailureKind.Notice, ResolvedAt: null })
        {
            Field(json, alert.ResolvedAt is null ? "Last" : "Resolved", Time(alert.ResolvedAt ?? alert.LastAt));
        }

        if (alert.Account.Length > 0)
        {
            Field(json, "Account", Escape(alert.Account));
        }

        if (alert is { ErrorCode: { } code, ResolvedAt: null })
        {
            Field(json, "Error", Escape(code));
        }

        if (alert.QueryId is { } query)
        {
            Field(json, "Query", Code(query));
        }

        if (alert.File is { } file)
        {
            Field(json, "File", Code(file));
        }

        json.WriteEndArray();
    }

    private static void Block(Utf8JsonWriter json, string type, Action content)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        content();
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string property, string type, string text)
    {
        json.WriteStartObject(property);
        json.WriteString("type", type);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static void Field(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject();
        json.WriteString("type", "mrkdwn");
        json.WriteString("text", Cut($"*{name}*\n{value}", FieldLimit));
        json.WriteEndObject();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    // What is in code isn't marked up, as long as it can't end it. The text was cut before, so the ends stay.
    private static string Code(string text) => $"```{Escape(Cut(text.Replace('`', '\''), 300))}```";

    // Slack's three: so nobody can mention a channel or make a link through an error.
    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Cut(string text, int length) => FailureText.Cut(text, length);
}
