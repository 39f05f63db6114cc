using CdcToSnowflake.Emulator.Notifications;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>The message of "Enabling Snowpipe error notifications for Amazon SNS", field for field in its order.</summary>
internal static class PipeNotification
{
    public static string Failed(PipeTarget target, IEnumerable<LoadRecord> failed, DateTimeOffset now) => NotificationMessage.Write("INGEST_FAILED_FILE", now, json =>
    {
        // The stage and the COPY's path, and the file below both.
        var path = target.Copy.Stage.Path.Trim('/');
        json.WriteString("pipeName", target.Pipe.Key.ToString());
        json.WriteString("tableName", target.Table.Key.ToString());
        json.WriteString("stageLocation", (target.Stage.Url.TrimEnd('/') + "/" + path).TrimEnd('/'));
        json.WriteStartArray("messages");
        foreach (var record in failed)
        {
            json.WriteStartObject();
            json.WriteString("fileName", "/" + record.File.Path[(record.File.Path.StartsWith(path, StringComparison.Ordinal) ? path.Length : 0)..].TrimStart('/'));
            json.WriteString("firstError", record.Outcome.First!.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
