using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CdcToSnowflake.Emulator.Notifications;

/// <summary>The head that all notifications have in common, and how they write times.</summary>
internal static class NotificationMessage
{
    public const string Account = "EMULATOR";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(string type, DateTimeOffset now, Action<Utf8JsonWriter> body)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("version", "1.0");
            json.WriteString("messageId", Guid.NewGuid().ToString());
            json.WriteString("messageType", type);
            json.WriteString("timestamp", Time(now));
            json.WriteString("accountName", Account);
            body(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>UTC with milliseconds; the text "null" for none.</summary>
    public static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) ?? "null";
}
