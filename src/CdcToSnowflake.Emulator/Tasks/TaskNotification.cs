using System.Globalization;
using CdcToSnowflake.Emulator.Notifications;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>The messages of "Configure a task to send error notifications" and "… success notifications", field for field in their order.</summary>
internal static class TaskNotification
{
    public static string Failed(TaskRun run, DateTimeOffset now) => NotificationMessage.Write("USER_TASK_FAILED", now, json =>
    {
        json.WriteString("taskName", run.Task.Key.ToString());
        json.WriteString("taskId", run.Task.Uuid);
        json.WriteString("rootTaskName", run.Graph.Root.Key.ToString());
        json.WriteString("rootTaskId", run.Graph.Root.Uuid);
        json.WriteStartArray("messages");
        json.WriteStartObject();
        json.WriteString("runId", NotificationMessage.Time(run.Graph.OriginallyScheduled));
        json.WriteString("scheduledTime", NotificationMessage.Time(run.Graph.Scheduled));
        json.WriteString("queryStartTime", NotificationMessage.Time(run.Started));

        // The page's example of a time-out has the text "null" here.
        json.WriteString("completedTime", NotificationMessage.Time(run.IsTimedOut ? null : run.Completed));
        json.WriteString("queryId", run.QueryId ?? "null");
        json.WriteString("errorCode", run.Error!.Number.ToString("D6", CultureInfo.InvariantCulture));
        json.WriteString("errorMessage", run.Error.RawMessage);
        json.WriteEndObject();
        json.WriteEndArray();
    });

    public static string Succeeded(GraphRun run, DateTimeOffset now) => NotificationMessage.Write("GRAPH_SUCCEEDED", now, json =>
    {
        json.WriteString("rootTaskName", run.Root.Key.ToString());
        json.WriteString("rootTaskId", run.Root.Uuid);
        json.WriteStartArray("messages");
        json.WriteStartObject();
        json.WriteString("runId", NotificationMessage.Time(run.OriginallyScheduled));
        json.WriteString("scheduledTime", NotificationMessage.Time(run.Scheduled));
        json.WriteString("queryStartTime", NotificationMessage.Time(run.RootRun!.Started));
        json.WriteString("graphCompletedTime", NotificationMessage.Time(now));
        json.WriteString("queryId", run.RootRun.QueryId);
        json.WriteNumber("attemptNumber", run.Attempt);
        json.WriteEndObject();
        json.WriteEndArray();
    });
}
