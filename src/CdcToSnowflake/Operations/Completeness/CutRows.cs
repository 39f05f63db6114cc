namespace CdcToSnowflake.Operations.Completeness;

/// <summary>A table's rows in a cut, on their way.</summary>
/// <param name="Cut">The cut.</param>
/// <param name="Table">The table's name in manifests and paths.</param>
/// <param name="Written">The rows that the manifest declares.</param>
/// <param name="Loaded">The rows that were loaded of the manifest's files, each file counted once; null if the table's loads weren't asked for, or are forgotten.</param>
/// <param name="IsMerged">Whether they are in RAW.</param>
public sealed record CutRows(ulong Cut, string Table, long Written, long? Loaded, bool IsMerged)
{
    /// <summary>The rows that were merged into RAW: all that are declared, if the merge's watermark has passed the cut, which it does only where the cut is whole. Snowflake keeps no count by cut.</summary>
    public long Merged => IsMerged ? Written : 0;
}
