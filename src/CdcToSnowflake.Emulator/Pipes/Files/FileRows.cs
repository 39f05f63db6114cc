namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>What was found in one file while it was parsed.</summary>
internal sealed class FileRows
{
    /// <summary>Rows, with those that can't be taken.</summary>
    public long Parsed { get; set; }

    /// <summary>Rows that can't be taken.</summary>
    public long Errors { get; private set; }

    public FileError? FirstError { get; private set; }

    public void Refuse(FileError error)
    {
        Errors++;
        FirstError ??= error;
    }

    /// <summary>Forgets all, before another pass.</summary>
    public void Clear() => (Parsed, Errors, FirstError) = (0, 0, null);
}
