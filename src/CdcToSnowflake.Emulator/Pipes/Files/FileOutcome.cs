namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>What became of a file, as COPY's result and COPY_HISTORY say it.</summary>
/// <param name="Parsed">Rows in the file, with those that are wrong.</param>
/// <param name="Loaded">Rows loaded.</param>
/// <param name="Errors">Rows that are wrong.</param>
/// <param name="Limit">At how many of them the file is given up.</param>
/// <param name="First">The first error; null if there is none.</param>
internal sealed record FileOutcome(long Parsed, long Loaded, long Errors, long Limit, FileError? First)
{
    public const string FailedStatus = "LOAD_FAILED";

    /// <summary>LOADED, PARTIALLY_LOADED or LOAD_FAILED.</summary>
    public string Status => Errors == 0 ? "LOADED" : Loaded > 0 ? "PARTIALLY_LOADED" : FailedStatus;

    public static FileOutcome Whole(long rows) => new(rows, rows, 0, 1, null);

    /// <summary>A file that can't be read at all.</summary>
    public static FileOutcome Unreadable(string message) => new(0, 0, 1, 1, new FileError(message, null, null, null));
}
