namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>A file and what became of it.</summary>
internal sealed record LoadRecord(StagedFile File, FileOutcome Outcome, DateTimeOffset ReceivedAt);
