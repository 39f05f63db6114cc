using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Execution.Security;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>What SYSTEM$PIPE_STATUS says: only the fields that apply, as its page says.</summary>
internal static class PipeStatus
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(PipeObject pipe, Session session)
    {
        var pipes = session.Engine.Pipes;
        var queue = pipes.Queue(pipe.Id);
        if (pipe is { IsPaused: true, AutoIngest: true })
        {
            // "If a paused pipe becomes stale, the count ignores event notifications older than the retention period."
            queue.Forget(session.Engine.Clock.GetUtcNow() - PipeAlteration.Retention);
        }

        var (state, error) = State(pipe, session.Catalog);
        var status = new JsonObject { ["executionState"] = state };
        var oldest = queue.Oldest;
        Add(status, "oldestPendingFilePath", oldest?.File.Path);
        Add(status, "oldestFileTimestamp", Text(oldest?.ReceivedAt));
        status["pendingFileCount"] = queue.Count;
        using (var last = session.Duck.Query(string.Create(
            CultureInfo.InvariantCulture, $"SELECT epoch_us(loaded_at), path FROM __sf.load_history WHERE pipe_id = {pipe.Id} AND {LoadHistory.IsLoaded} ORDER BY loaded_at DESC, rowid DESC LIMIT 1")))
        {
            if (last.Read())
            {
                Add(status, "lastIngestedTimestamp", Text(DateTimeOffset.UnixEpoch.AddMicroseconds(last.GetInt64(0))));
                Add(status, "lastIngestedFilePath", last.GetString(1));
            }
        }

        if (pipe.AutoIngest)
        {
            status["numOutstandingMessagesOnChannel"] = 0;
            Add(status, "lastReceivedMessageTimestamp", Text(queue.LastAdded?.ReceivedAt));
            Add(status, "lastForwardedMessageTimestamp", Text(queue.LastAdded?.ReceivedAt));
            Add(status, "lastForwardedFilePath", queue.LastAdded?.File.Path);
        }

        Add(status, "error", error);
        return status.ToJsonString(Options);
    }

    private static (string State, string? Error) State(PipeObject pipe, CatalogSnapshot catalog)
    {
        var copy = PipeTarget.Parse(pipe);
        if (PipeTarget.FindStage(pipe, copy, catalog) is null)
        {
            return ("STOPPED_STAGE_DROPPED", SnowflakeException.DoesNotExist("Stage", copy.Stage.Name).RawMessage);
        }

        if (PipeTarget.Of(pipe, copy, catalog) is not { } target)
        {
            return ("STOPPED_MISSING_TABLE", SnowflakeException.DoesNotExist("Table", copy.Target).RawMessage);
        }

        try
        {
            _ = FileFormat.Of(copy, catalog, name => NameResolution.Complete(NameSpaceKind.FileFormat, name, pipe.Database, pipe.Schema));
        }
        catch (SnowflakeException missing) when (missing.Number == 2003)
        {
            return ("STOPPED_FILE_FORMAT_DROPPED", missing.RawMessage);
        }

        if (pipe.IsPaused)
        {
            return ("PAUSED", null);
        }

        return target.Denied(new RoleAccess(pipe.OwnerRole, [], catalog), catalog) is { } denied ? ("STALLED_COMPILATION_ERROR", denied) : ("RUNNING", null);
    }

    private static void Add(JsonObject status, string name, string? value)
    {
        if (value is not null)
        {
            status[name] = value;
        }
    }

    private static string? Text(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
