namespace CdcToSnowflake.Operations.Failures;

/// <summary>What fails, all its failures together; or that works again; or a notice.</summary>
public sealed record FailureAlert
{
    /// <summary>What failed.</summary>
    public required FailureKind Kind { get; init; }

    /// <summary>Its full name, parts joined by "."; the brand's id of a flow or brand, the handler and the brand of a handler, what costs of a cost, what a part of the service does, what it is about of a notice.</summary>
    public required string Name { get; init; }

    /// <summary>The account's name; empty if no message said it.</summary>
    public string Account { get; init; } = "";

    /// <summary>When the first run that failed started, or Snowflake told of the first file that was skipped.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>As <see cref="Since"/>, of the last one.</summary>
    public required DateTimeOffset LastAt { get; init; }

    /// <summary>How many runs failed or files were skipped since then; how many files are missing now.</summary>
    public required long Count { get; init; }

    /// <summary>The first line of the last error, 500 characters at the most.</summary>
    public required string Error { get; init; }

    /// <summary>The last error's number; null if unknown.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The id of the last query that failed; null if unknown.</summary>
    public string? QueryId { get; init; }

    /// <summary>Of the files that were skipped that of the latest cut, with its stage's location, or one that is missing; null of a task.</summary>
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

    internal static FailureAlert Of(SnowflakeNotice notice, DateTimeOffset now)
    {
        var at = notice.At == DateTimeOffset.MinValue ? now : notice.At;
        return new FailureAlert
        {
            Kind = FailureKind.Notice,
            Name = notice.Subject,
            Account = notice.Account,
            Since = at,
            LastAt = at,
            Count = 1,
            Error = FailureText.FirstLine(notice.Text),
            Remedy = notice.Remedy,
        };
    }

    internal static FailureAlert Of(FailureKind kind, StandingFailure failure, DateTimeOffset at) => new()
    {
        Kind = kind,
        Name = failure.Name,
        Since = at,
        LastAt = at,
        Count = failure.Parts.Count,
        Error = FailureText.FirstLine(failure.Error),
        File = failure.File is { } file ? FailureText.Cut(file, 1_000) : null,
        Remedy = FailureText.Cut(failure.Remedy, 1_500),
    };

    internal static FailureAlert Of(FilesRefused refused)
    {
        // Once the merge has passed the latest of them, it has passed all.
        var latest = refused.Files.MaxBy(file => FileCut.Of(file.Name) ?? 0)!;
        return new FailureAlert
        {
            Kind = FailureKind.Pipe,
            Name = refused.Pipe,
            Account = refused.Account,
            Since = refused.At,
            LastAt = refused.At,
            Count = refused.Files.Count,
            Error = FailureText.FirstLine(latest.Error),
            File = FailureText.Cut(refused.StageLocation + latest.Name, 1_000),
            Remedy = FailureRemedy.OfPipe,
        };
    }

    /// <summary>Both as one. Messages come in any order: the error is that of the latest run, or of the file of the latest cut.</summary>
    internal FailureAlert With(FailureAlert other)
    {
        var latest = (FileCut.Of(File), FileCut.Of(other.File)) switch
        {
            ({ } cut, { } another) when cut != another => cut > another ? this : other,
            _ => other.LastAt >= LastAt ? other : this,
        };
        return latest with { Since = Since < other.Since ? Since : other.Since, LastAt = LastAt > other.LastAt ? LastAt : other.LastAt, Count = Count + other.Count };
    }
}
