namespace CdcToSnowflake.Operations.Failures;

/// <summary>Snowflake's own part of a message.</summary>
internal static class NotificationPayload
{
    /// <returns>null of a kind that isn't known.</returns>
    public static SnowflakeNotification? Read(NotificationFields fields)
    {
        var type = fields.Text("messageType");
        if (type is not ("USER_TASK_FAILED" or "INGEST_FAILED_FILE" or "GRAPH_SUCCEEDED"))
        {
            return null;
        }

        var (id, account, at) = (fields.Id("messageId"), fields.Optional("accountName") ?? "", fields.Time("timestamp"));
        switch (type)
        {
            case "USER_TASK_FAILED":
                var task = fields.Name("taskName");
                return new TaskFailed(id, account, at, task, fields.OptionalName("rootTaskName") ?? task, [.. fields.Objects("messages").Select(Run)]);
            case "INGEST_FAILED_FILE":
                return new FilesRefused(
                    id, account, at, fields.Name("pipeName"), fields.OptionalName("tableName"), fields.OptionalName("stageLocation"),
                    [.. fields.Objects("messages").Select(file => new RefusedFile(file.Name("fileName"), file.Text("firstError")))]);
            default:
                return new GraphSucceeded(id, account, at, fields.Name("rootTaskName"), fields.Objects("messages").Max(run => run.OptionalTime("graphCompletedTime")) ?? at);
        }
    }

    private static FailedRun Run(NotificationFields run) => new(
        run.OptionalTime("scheduledTime"), run.OptionalTime("queryStartTime"), run.OptionalTime("completedTime"), run.Optional("queryId"), run.Optional("errorCode"), run.Text("errorMessage"));
}
