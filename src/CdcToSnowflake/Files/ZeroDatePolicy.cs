namespace CdcToSnowflake.Files;

/// <summary>Decides over dates that no calendar has, and counts them.</summary>
internal sealed class ZeroDatePolicy(ZeroDates choice)
{
    private long _count;

    /// <summary>How many became NULL. Readable from any thread.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Called for each such value before it is written as NULL.</summary>
    public void Found(ColumnSpec column)
    {
        if (choice == ZeroDates.Error)
        {
            throw new UnfitValueException(column.Name, "a zero or partial date", "Mend the row, or let such dates become NULL with CaptureOptions.ZeroDates.");
        }

        if (column.IsKey)
        {
            throw new UnfitValueException(column.Name, "a zero or partial date in a key column", "A key can't be NULL in Snowflake: mend the row, or leave the table out.");
        }

        Interlocked.Increment(ref _count);
    }
}
