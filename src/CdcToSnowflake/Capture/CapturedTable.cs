using CdcToSnowflake.Binlog;
using CdcToSnowflake.Cuts;

namespace CdcToSnowflake.Capture;

/// <summary>A table of the binlog, with what capture decided about it.</summary>
/// <param name="Source">The binlog's own object for it, the same while nothing changes.</param>
/// <param name="Target">Where its rows go; null for a table that isn't taken.</param>
/// <param name="KeyColumns">The key's columns by index.</param>
internal sealed record CapturedTable(BinlogTable Source, CutTarget? Target, int[] KeyColumns)
{
    /// <summary>What its shape says against the rows before it, so that those are to be read again; null for nothing.</summary>
    public string? Contradiction { get; init; }

    /// <summary>Whether it is left out since it has no key.</summary>
    public bool IsKeyless { get; init; }

    /// <summary>Whether an update left the row's key as it was, byte for byte: Snowflake compares text exactly, whatever the source's collation.</summary>
    public bool KeepsKey(BinlogRow before, BinlogRow after)
    {
        foreach (var column in KeyColumns)
        {
            // An absent key column in the after image hasn't changed; the row is refused later if it must be there.
            if (!after.IsPresent(column) || !before.IsPresent(column))
            {
                continue;
            }

            if (before.IsNull(column) != after.IsNull(column)
                || (!before.IsNull(column) && !before.GetBytes(column).SequenceEqual(after.GetBytes(column))))
            {
                return false;
            }
        }

        return true;
    }
}
