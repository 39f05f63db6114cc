using System.Globalization;
using System.Text;

namespace CdcToSnowflake.Operations.Streams;

/// <summary>What a look at the streams found and did.</summary>
/// <param name="Streams">All streams of the model, those that go stale first at the beginning.</param>
public sealed record StreamReport(IReadOnlyList<StreamState> Streams)
{
    /// <summary>Those about which something was done, or must be.</summary>
    public IEnumerable<StreamState> Notable => Streams.Where(stream => stream.Action != StreamAction.None);

    /// <summary>A table for people: a line for each stream.</summary>
    /// <returns>The text, lines ended by <c>\n</c>.</returns>
    public string ToTable()
    {
        var width = Streams.Select(stream => stream.Stream.Length).Append("Stream".Length).Max();
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{"Stream".PadRight(width)}  {"Stale after",-23}  Done\n");
        foreach (var stream in Streams)
        {
            var after = stream.StaleAfter?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? "-";
            text.Append(CultureInfo.InvariantCulture, $"{stream.Stream.PadRight(width)}  {after,-23}  {Text(stream)}\n");
        }

        return text.ToString();
    }

    private static string Text(StreamState stream) => stream.Action switch
    {
        StreamAction.None => "",
        StreamAction.Touched => "touched: it goes stale later",
        StreamAction.Waiting => $"holds changes: see that {stream.Task} runs",
        StreamAction.Recreated => "made anew, and what was missed was taken in full",
        StreamAction.Failed => $"failed: {stream.Error?.Message}",
        StreamAction.Unresumed => $"made anew, and what was missed was taken in full; {stream.Task} is resumed once the others that it reads are mended",
        StreamAction.Resumed => $"{stream.Task}, which Snowflake had suspended after failures, was resumed",
        _ => "isn't there: run the plan",
    };
}
