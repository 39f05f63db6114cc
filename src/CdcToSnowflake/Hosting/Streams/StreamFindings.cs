using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Operations.Streams;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.Hosting.Streams;

/// <summary>What people are told of a look at the streams.</summary>
internal static class StreamFindings
{
    /// <summary>What somebody must do something about.</summary>
    public static IReadOnlyList<StandingFailure> Failing(StreamReport report) =>
    [
        .. report.Streams.Where(stream => stream.Action == StreamAction.Waiting).Select(stream => new StandingFailure(
            stream.Stream, ["waiting"], $"It goes stale after {stream.StaleAfter:u} and holds changes that only {stream.Task} can take.",
            $"See in TASK_HISTORY why {stream.Task} doesn't run. Once the stream is stale it is made anew, and its CI table is reconciled in full.")),
        .. report.Streams.Where(stream => stream.Action == StreamAction.Missing).Select(stream =>
            new StandingFailure(stream.Stream, ["missing"], "It isn't there.", "Run the plan, or restart the service, which makes it and reconciles what it missed.")),

        // What was refused once, as the look at a schema is, is one trouble, however many streams it keeps from their own.
        .. report.Streams.Where(stream => stream.Action == StreamAction.Failed).GroupBy(stream => stream.Error).Select(failed => Failed(failed.Key, [.. failed])),
        .. report.Streams.Where(stream => stream.Action == StreamAction.Unresumed).GroupBy(stream => stream.Task, StringComparer.Ordinal).Select(task => new StandingFailure(
            task.Key, ["unresumed"], $"The task isn't resumed: of the streams that it reads {task.Count()} were made anew, and what it had missed of them was taken in full, but another could not be mended.",
            "Do what the alert of that stream says. The next look tries it again, and resumes the task then; nothing is lost.")),
    ];

    /// <summary>What was mended, for somebody to know.</summary>
    public static IReadOnlyList<SnowflakeNotification> Mended(StreamReport report, DateTimeOffset at) =>
    [
        .. report.Notable.Where(stream => stream.Action == StreamAction.Recreated).Select(stream => new SnowflakeNotice(
            $"{stream.Stream} mended {at:O}", "", at, $"stream {stream.Stream}", $"It was stale: it was made anew, what its consumer missed was taken in full, and {stream.Task} was resumed.",
            $"Nothing is lost. See in TASK_HISTORY why {stream.Task} didn't consume it in time.")),
    ];

    private static StandingFailure Failed(Exception? error, IReadOnlyList<StreamState> streams) => streams is [var stream]
        ? new StandingFailure(
            stream.Stream, ["failed"], $"It can't be kept from going stale, or mended: {error?.Message}",
            $"Do what the error says; the next look tries it again. If it was to be made anew, {stream.Task} isn't resumed before. Streams beside it are kept.")
        : new StandingFailure(
            (error as DeploymentException)?.Statement.Name ?? streams[0].Stream, ["failed"], $"{streams.Count} streams of it can't be kept from going stale, or mended: {error?.Message}",
            "Do what the error says; the next look tries it again. Other streams are kept.");
}
