namespace CdcToSnowflake.Emulator;

/// <summary>A database file of the embedded Snowflake has a format that this release doesn't read. The file is left as it was.</summary>
/// <remarks>Begin with a new file, and keep the store: the brands' cuts are loaded from it again. Or use the release that wrote the file.</remarks>
public sealed class EmulatorFormatException : SnowflakeException
{
    internal EmulatorFormatException(string file, long format, long known)
        : base(0, "XX000", $"The embedded Snowflake's file {file} has format {format}, and this release reads {known} only. Name a new file ({nameof(EmulatorOptions)}.{nameof(EmulatorOptions.Database)}) and keep the store, out of which its pipes load everything again; or use the release that wrote the file.")
    {
        Format = format;
        Known = known;
    }

    /// <summary>The file's format.</summary>
    /// <value>From 1.</value>
    public long Format { get; }

    /// <summary>The format that this release reads and writes.</summary>
    /// <value>From 1.</value>
    public long Known { get; }
}
