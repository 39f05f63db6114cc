namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>What a trial of a file's rows found.</summary>
/// <param name="Parsed">Rows in the file, with those that are wrong.</param>
/// <param name="WrongRows">The numbers of parsed rows that the table can't take.</param>
/// <param name="Errors">Those, and the rows that could not be parsed.</param>
/// <param name="First">The first error; null if there is none.</param>
/// <param name="IsUnreadable">Nothing of it can be loaded.</param>
internal sealed record FileVerdict(long Parsed, IReadOnlyList<long> WrongRows, long Errors, FileError? First, bool IsUnreadable);
