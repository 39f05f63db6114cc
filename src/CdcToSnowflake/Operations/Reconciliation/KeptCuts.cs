using System.Data.Common;
using System.Globalization;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.Operations.Reconciliation;

/// <summary>Sees whether STG had what came after a cut, when it was looked at. What was purged of it would seem not to have been in motion, and so to differ.</summary>
internal static class KeptCuts
{
    /// <summary>To be called after STG was looked at.</summary>
    /// <exception cref="ReconciliationException">Some of it may have been purged.</exception>
    public static async Task CheckAsync(DbConnection connection, SnowflakeSql sql, string brand, string table, ulong after, CancellationToken cancellationToken)
    {
        // A purge takes a cut from the log before its rows.
        ulong oldest = 0;
        await StatementRun.QueryAsync(connection, sql.OldestCut(brand), row => oldest = Convert.ToUInt64(row[0], CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
        if (oldest > after + 1)
        {
            throw new ReconciliationException(
                brand, table, $"STG doesn't keep what came after cut {after} until it is compared. Raise SqlOptions.StgKeep beyond the time that the merge and the reading of a chunk take, or read smaller chunks (ReconciliationOptions.ChunkRows).");
        }
    }
}
