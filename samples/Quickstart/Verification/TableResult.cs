namespace Quickstart.Verification;

/// <summary>How one table compared.</summary>
/// <param name="Brand">The brand.</param>
/// <param name="Table">The table, schema.name.</param>
/// <param name="SourceRows">Rows that the source has.</param>
/// <param name="RawRows">Rows that RAW has.</param>
/// <param name="NoDates">Zero and partial dates of the source, which RAW has as NULL by design.</param>
/// <param name="DifferentRows">Keys found different; with <paramref name="IsAtLeast"/> there are more.</param>
/// <param name="IsAtLeast">Only the first different keys were counted.</param>
/// <param name="First">The first differences.</param>
internal sealed record TableResult(
    string Brand, string Table, long SourceRows, long RawRows, long NoDates, long DifferentRows, bool IsAtLeast, IReadOnlyList<Difference> First)
{
    /// <summary>Whether both sides hold the same.</summary>
    public bool IsEqual => DifferentRows == 0 && SourceRows == RawRows;
}
