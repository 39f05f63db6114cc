namespace CdcToSnowflake.Operations.Failures;

/// <summary>A task or pipe that fails, all its failures together; or that works again.</summary>
public sealed record FailureAlert
{
    /// <summary>What failed.</summary>
    public required FailureKind Kind { get; init; }

    /// <summary>Its full name, parts joined by "."; the brand's id of a flow.</summary>
    public required string Name { get; init; }

    /// <summary>The account's name; empty if no message said it.</summary>
    public string Account { get; init; } = "";

    /// <summary>When the first run that failed started, or Snowflake told of the first file that was skipped.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>As <see cref="Since"/>, of the last one.</summary>
    public required DateTimeOffset LastAt { get; init; }

    /// <summary>How many runs failed, or files were skipped or are missing.</summary>
    public required long Count { get; init; }

    /// <summary>The first line of the last error, 500 characters at the most.</summary>
    public required string Error { get; init; }

    /// <summary>The last error's number; null if unknown.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The id of the last query that failed; null if unknown.</summary>
    public string? QueryId { get; init; }

    /// <summary>The last file that was skipped, with its stage's location, or that is missing; null of a task.</summary>
    public string? File { get; init; }

    /// <summary>What to do.</summary>
    public required string Remedy { get; init; }

    /// <summary>When it worked again; null while it fails.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    // A task's runs don't overlap, so starts tell which came first; messages come in any order, and late.
    internal static FailureAlert Of(TaskFailed failed) => new()
    {
        Kind = FailureKind.Task,
        Name = failed.Task,
        Account = failed.Account,
        Since = failed.Runs.Min(run => run.StartedAt ?? run.ScheduledAt ?? failed.At),
        LastAt = failed.Runs.Max(run => run.StartedAt ?? run.ScheduledAt ?? failed.At),
        Count = failed.Runs.Count,
        Error = FailureText.FirstLine(failed.Runs[^1].Error),
        ErrorCode = failed.Runs[^1].ErrorCode,
        QueryId = failed.Runs[^1].QueryId,
        Remedy = FailureRemedy.OfTask(failed.Runs[^1].ErrorCode, failed.Runs[^1].Error),
    };

    internal static FailureAlert Of(FileMissing missing) => new()
    {
        Kind = FailureKind.Flow,
        Name = missing.Brand,
        Since = missing.At,
        LastAt = missing.At,
        Count = 1,
        Error = FailureText.FirstLine(missing.Problem),
        File = FailureText.Cut(missing.MessageId, 1_000),
        Remedy = missing.Remedy,
    };

    internal static FailureAlert Of(FilesRefused refused) => new()
    {
        Kind = FailureKind.Pipe,
        Name = refused.Pipe,
        Account = refused.Account,
        Since = refused.At,
        LastAt = refused.At,
        Count = refused.Files.Count,
        Error = FailureText.FirstLine(refused.Files[^1].Error),
        File = FailureText.Cut(refused.StageLocation + refused.Files[^1].Name, 1_000),
        Remedy = FailureRemedy.OfPipe,
    };
}
