namespace CdcToSnowflake.Operations.Reconciliation;

/// <summary>A table can't be compared with its source. The message says why and what to do.</summary>
/// <remarks>Do what the message says: wait for capture and merge, or read the table again (<see cref="Capture.BrandCapture.RequestSnapshotAsync"/>).</remarks>
public sealed class ReconciliationException : InvalidOperationException
{
    internal ReconciliationException(string brand, string table, string problem)
        : base($"{table} of the brand {brand} can't be compared with its source: {problem}") => (Brand, Table) = (brand, table);

    /// <summary>The brand's id.</summary>
    public string Brand { get; }

    /// <summary>The table, <c>schema.table</c>.</summary>
    public string Table { get; }
}
