namespace CdcToSnowflake.Operations.Failures;

/// <summary>What to do about a failure, as far as its error tells.</summary>
internal static class FailureRemedy
{
    private const string Suspended = "After too many failures in a row Snowflake suspends the task: resume it then, or run the plan again.";

    /// <summary>What is known of tasks' errors; the first that fits counts, and the last fits all.</summary>
    public static IReadOnlyList<TaskRemedy> OfTasks { get; } =
    [
        new("000630", null, $"The run took longer than it may: raise SqlOptions.TaskTimeout or the size of its compute. The next run takes up the same changes. {Suspended}"),
        new("100090", null, $"Two rows of one key met in a MERGE: see whether somebody writes to RAW or CI beside the tasks. The run was rolled back, and nothing is lost. {Suspended}"),
        new(null, "stale", $"A stream was not consumed in time: run the plan (or restart the service), which makes it anew and reconciles CI in full. {Suspended}"),
        new(null, "does not exist or not authorized", $"Something was dropped or renamed, or the task's owner lost a right: run the plan, which makes what is missing. {Suspended}"),
        new(null, null, $"Look at the query in QUERY_HISTORY by its id. The run was rolled back, nothing is lost, and the next run takes up the same changes. {Suspended}"),
    ];

    public static string OfTask(string? code, string error) => OfTasks.First(known => known.IsFor(code, error)).Remedy;

    public const string OfPipe =
        "The pipe skipped the file, so the brand's merge waits at its cut, and nothing is lost. Mend the cause (most often the table or its format was changed by hand: run the plan), then load the file: COPY INTO the table with the pipe's own SELECT and FORCE, "
        + "or ALTER PIPE … REFRESH within 7 days.";
}
