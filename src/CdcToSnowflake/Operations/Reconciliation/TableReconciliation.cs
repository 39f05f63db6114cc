using System.Globalization;
using System.Text;

namespace CdcToSnowflake.Operations.Reconciliation;

/// <summary>What a comparison of RAW with its source found.</summary>
/// <param name="Brand">The brand's id.</param>
/// <param name="Table">The table, <c>schema.table</c>.</param>
/// <param name="Rows">The rows that were compared, of either side.</param>
/// <param name="InMotion">The rows that were left out because a cut touched their keys while they were compared. Compare again to see them.</param>
/// <param name="FirstCut">The cut at which the first chunk was read.</param>
/// <param name="LastCut">The cut in RAW at which the last chunk was compared.</param>
/// <param name="Differences">How many rows differ.</param>
/// <param name="Named">The first of them.</param>
/// <param name="NotCompared">The columns that can't be compared, as the two servers don't write their values alike: FLOAT, DOUBLE, JSON, TIME, geometry, vectors, masked columns, and those whose type was widened.</param>
public sealed record TableReconciliation(
    string Brand, string Table, long Rows, long InMotion, ulong FirstCut, ulong LastCut, long Differences, IReadOnlyList<RowDifference> Named, IReadOnlyList<string> NotCompared)
{
    /// <summary>Whether the table should be read again: <see cref="Capture.BrandCapture.RequestSnapshotAsync"/>. A snapshot is of the whole table: there is no smaller request.</summary>
    public bool NeedsSnapshot => Differences > 0;

    /// <summary>A report for people.</summary>
    /// <returns>The text, lines ended by <c>\n</c>.</returns>
    public string ToTable()
    {
        var text = new StringBuilder();
        foreach (var difference in Named)
        {
            text.Append(CultureInfo.InvariantCulture, $"{difference.Kind.ToString().ToLowerInvariant(),-8} {difference.Key}\n");
        }

        if (NotCompared.Count > 0)
        {
            text.Append("not compared: ").AppendJoin(", ", NotCompared).Append('\n');
        }

        text.Append(CultureInfo.InvariantCulture, $"{Brand} {Table}, cuts {FirstCut} to {LastCut}: {Rows} rows compared, {InMotion} in motion, {Differences} differ\n");
        return NeedsSnapshot ? text.Append("→ BrandCapture.RequestSnapshotAsync reads the whole table again, and sweeps what the source doesn't have.\n").ToString() : text.ToString();
    }
}
