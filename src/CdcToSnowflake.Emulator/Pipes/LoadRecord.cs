namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>A file and what became of it.</summary>
/// <param name="File">The file.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="ReceivedAt">When it was heard of.</param>
/// <param name="Billed">Bytes that its load is billed by; null where loads aren't billed.</param>
internal sealed record LoadRecord(StagedFile File, FileOutcome Outcome, DateTimeOffset ReceivedAt, long? Billed = null);
