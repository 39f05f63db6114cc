using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Operations.Streams;

namespace CdcToSnowflake.Hosting.Streams;

/// <summary>What people are told of a look at the streams.</summary>
internal static class StreamFindings
{
    /// <summary>What somebody must do something about.</summary>
    public static IReadOnlyList<StandingFailure> Failing(StreamReport report) =>
    [
        .. report.Notable.Where(stream => stream.Action is StreamAction.Waiting or StreamAction.Missing or StreamAction.Failed).Select(stream => stream.Action switch
        {
            StreamAction.Waiting => new StandingFailure(
                stream.Stream, ["waiting"], $"It goes stale after {stream.StaleAfter:u} and holds changes that only {stream.Task} can take.",
                $"See in TASK_HISTORY why {stream.Task} doesn't run. Once the stream is stale it is made anew, and its CI table is reconciled in full."),
            StreamAction.Failed => new StandingFailure(
                stream.Stream, ["failed"], $"It can't be kept from going stale, or mended: {stream.Error?.Message}",
                $"Do what the error says; the next look tries it again. Was it to be mended, {stream.Task} isn't resumed before. Streams beside it are kept."),
            _ => new StandingFailure(stream.Stream, ["missing"], "It isn't there.", "Run the plan, or restart the service, which makes it and reconciles what it missed."),
        }),
    ];

    /// <summary>What was mended, for somebody to know.</summary>
    public static IReadOnlyList<SnowflakeNotification> Mended(StreamReport report, DateTimeOffset at) =>
    [
        .. report.Notable.Where(stream => stream.Action == StreamAction.Recreated).Select(stream => new SnowflakeNotice(
            $"{stream.Stream} mended {at:O}", "", at, $"stream {stream.Stream}", $"It was stale: it was made anew, what its consumer missed was taken in full, and {stream.Task} was resumed.",
            $"Nothing is lost. See in TASK_HISTORY why {stream.Task} didn't consume it in time.")),
    ];
}
