namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>What became of a file: loaded with so many rows, or skipped with its first error.</summary>
internal sealed record LoadRecord(StagedFile File, long Rows, string? Error, DateTimeOffset ReceivedAt);
