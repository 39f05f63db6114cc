namespace CdcToSnowflake.Capture.Statements;

/// <summary>What the sql_mode of the session that ran a statement says of it. The bits are those of MODE_… in the servers' sources, alike in MySQL and MariaDB.</summary>
/// <param name="Bits">The bits; null where the log doesn't have them.</param>
internal readonly record struct SqlMode(ulong? Bits)
{
    private const ulong NoBackslashEscapes = 1 << 20;
    private const ulong StrictTransTables = 1 << 21;
    private const ulong StrictAllTables = 1 << 22;

    /// <summary>Whether an ALTER TABLE that a value doesn't fit was refused, of whichever engine the table is. Otherwise the server made another value of it, and said so in a warning.</summary>
    public bool IsStrict => (Bits & (StrictTransTables | StrictAllTables)) is > 0;

    /// <summary>Whether a backslash in a string takes the next character's meaning away.</summary>
    public bool HasBackslashEscapes => (Bits & NoBackslashEscapes) is not > 0;
}
