namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>What is wrong with a row of a file.</summary>
/// <param name="Message">Snowflake's text.</param>
/// <param name="Line">The line in the file, from 1; null if files of the kind have none.</param>
/// <param name="Character">The character in that line, from 1; null if it is not known.</param>
/// <param name="Column">The table's column as COPY_HISTORY writes it: "T"["A":1]; null if it is the row as a whole.</param>
internal sealed record FileError(string Message, long? Line, long? Character, string? Column);
