namespace CdcToSnowflake.Operations.Cost.Reading;

/// <summary>What statements that are alike read of a table, what they left out, and what matched their predicates.</summary>
internal sealed record TablePruning(FullName Table, string Hash, long Queries, long Scanned, long Pruned, long RowsScanned, long RowsPruned, long RowsMatched)
{
    /// <summary>How many partitions the table has, as the statements met it.</summary>
    public double Partitions => Queries == 0 ? 0 : (double)(Scanned + Pruned) / Queries;

    /// <summary>The share of its rows that matched, 0 to 1.</summary>
    public double Selectivity => RowsScanned + RowsPruned == 0 ? 1 : (double)RowsMatched / (RowsScanned + RowsPruned);
}
