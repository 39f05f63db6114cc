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
    /// <summary>The rows of which only the keys were compared: the source can't write them as text within its <c>max_allowed_packet</c>, where a byte of a BLOB is two characters. Raise it to see them.</summary>
    public long RowsTooLarge { get; init; }

    /// <summary>How many rows the brand's capture was asked to read again (<see cref="TableReconciler.RepairAsync"/>).</summary>
    public long RowsAsked { get; init; }

    /// <summary>Whether it was asked to read the whole table again.</summary>
    public bool IsTableAsked { get; init; }

    /// <summary>Whether there is something to repair that wasn't asked for yet: <see cref="TableReconciler.RepairAsync"/>.</summary>
    public bool NeedsRepair => Differences > 0 && RowsAsked == 0 && !IsTableAsked;

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

        if (RowsTooLarge > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"only keys compared: {RowsTooLarge} rows that don't fit into the source's max_allowed_packet as text\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{Brand} {Table}, cuts {FirstCut} to {LastCut}: {Rows} rows compared, {InMotion} in motion, {Differences} differ\n");
        return (IsTableAsked ? text.Append("→ the whole table is asked for: it is read again, and what the source doesn't have is swept\n")
            : RowsAsked > 0 ? text.Append(CultureInfo.InvariantCulture, $"→ {RowsAsked} rows are asked for, to be read again\n")
            : NeedsRepair ? text.Append("→ TableReconciler.RepairAsync has these rows read again\n")
            : text).ToString();
    }
}
