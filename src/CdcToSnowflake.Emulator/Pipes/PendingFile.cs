namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>A file in a pipe's queue.</summary>
internal sealed record PendingFile(StagedFile File, DateTimeOffset ReceivedAt)
{
    /// <summary>Loading rounds that chaos lets pass before.</summary>
    public int HeldRounds { get; init; }

    /// <summary>Whether it loads although the history has it: chaos, or as after a pipe was made again.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>Reads that the store refused so far.</summary>
    public int Attempts { get; init; }

    public DateTimeOffset NotBefore { get; init; }
}
