using System.Globalization;
using CdcToSnowflake.Binlog;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>Compares GTID positions of MariaDB, which mean the same on each server that has the transactions, as places in files don't.</summary>
internal static class MariaDbGtids
{
    /// <summary>Whether all that lies before one position lies before another one too; null if one of them isn't known.</summary>
    /// <param name="position">The position, as <c>@@gtid_binlog_pos</c> has it.</param>
    /// <param name="wanted">The one that it may have come to.</param>
    public static bool? Covers(string? position, string? wanted)
    {
        if (wanted is null || !MariaDbGtidList.TryParse(position, out var list))
        {
            return null;
        }

        foreach (var gtid in wanted.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (gtid.Split('-') is not [var domain, _, var sequence]
                || !uint.TryParse(domain, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || !ulong.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var last))
            {
                return null;
            }

            if (!list.Contains(number, last))
            {
                return false;
            }
        }

        return true;
    }
}
