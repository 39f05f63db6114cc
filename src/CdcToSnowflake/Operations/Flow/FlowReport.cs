using System.Globalization;
using System.Text;
using CdcToSnowflake.Operations.Completeness;
using CdcToSnowflake.Operations.Lag;

namespace CdcToSnowflake.Operations.Flow;

/// <summary>What a look at a brand's flow saw.</summary>
/// <param name="Brand">The brand's id.</param>
/// <param name="At">When, by the account's clock.</param>
/// <param name="MergedCut">The last cut that is in RAW.</param>
/// <param name="Lag">How far each table is behind that changed in the cuts that were looked at, and where its last change that came to CI spent its time.</param>
/// <param name="Cuts">The rows of each cut and table on their way, oldest first.</param>
/// <param name="Holes">What is missing and holds the merge up, oldest first.</param>
public sealed record FlowReport(string Brand, DateTimeOffset At, ulong MergedCut, IReadOnlyList<TableLag> Lag, IReadOnlyList<CutRows> Cuts, IReadOnlyList<Hole> Holes)
{
    /// <summary>For how long the capture has committed no cut, where that is more than <see cref="FlowOptions.Silence"/>: it stands still, or reads one long transaction, and what the source wrote since is in no cut. Else zero.</summary>
    public TimeSpan Silence { get; init; }

    /// <summary>How far the brand is behind: the age of the oldest change in a cut that isn't in CI, or <see cref="Silence"/> if that is more; zero if all cuts are in CI, and the capture commits them.</summary>
    public TimeSpan Behind => Lag.Select(table => table.Behind).Append(Silence).Max();

    /// <summary>The rows of cuts that aren't in RAW yet: how many were written and not loaded, how many are loaded and not merged, and of how many it isn't known whether they are loaded, since their table's loads weren't asked for or are forgotten.</summary>
    internal (long Load, long Merge, long Unknown) UnderWay()
    {
        var rows = Cuts.Where(rows => !rows.IsMerged).ToList();
        return (rows.Sum(rows => rows.Written - rows.Loaded ?? 0), rows.Sum(rows => rows.Loaded ?? 0), rows.Where(rows => rows.Loaded is null).Sum(rows => rows.Written));
    }

    /// <summary>Whether it is the capture that is furthest behind, and not a cut on its way.</summary>
    internal bool StandsStill => Lag.All(table => table.Behind < Silence) && Silence > TimeSpan.Zero;

    /// <summary>A table for people: a line for each table, then one for each part of a cut that isn't merged, and one for each hole and what mends it.</summary>
    /// <returns>The text, lines ended by <c>\n</c>.</returns>
    public string ToTable()
    {
        var width = Lag.Select(table => table.Table.Length).Append("Table".Length).Max();
        var text = new StringBuilder();
        void Line(string table, params string[] cells) => text.Append(table.PadRight(width)).Append("  ").AppendJoin("  ", cells.Select(cell => cell.PadLeft(9))).Append('\n');
        Line("Table", "Behind", "Capture", "Upload", "Arrival", "Load", "Merge", "CI", "Total");
        foreach (var table in Lag)
        {
            Line(table.Table, Cell(table.Behind), Cell(table.Capture), Cell(table.Upload), Cell(table.Arrival), Cell(table.Load), Cell(table.Merge), Cell(table.Integrate), Cell(table.Total));
        }

        foreach (var rows in Cuts.Where(rows => !rows.IsMerged))
        {
            text.Append(CultureInfo.InvariantCulture, $"cut {rows.Cut}  {rows.Table}: {rows.Written} rows written, {rows.Loaded?.ToString(CultureInfo.InvariantCulture) ?? "?"} loaded, {rows.Merged} merged\n");
        }

        if (Silence > TimeSpan.Zero)
        {
            text.Append(CultureInfo.InvariantCulture, $"No cut for {Cell(Silence)}: what the source wrote since isn't captured\n");
        }

        foreach (var hole in Holes)
        {
            text.Append(CultureInfo.InvariantCulture, $"HOLE  {hole.Problem}\n      → {hole.Remedy}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{Brand}: merged to cut {MergedCut}, {Cell(Behind)} behind, {Cuts.Count(cut => !cut.IsMerged)} parts of cuts under way, {Holes.Count} holes\n");
        return text.ToString();
    }

    private static string Cell(TimeSpan? time) => time is not { } value ? "-"
        : value < TimeSpan.FromMinutes(2) ? string.Create(CultureInfo.InvariantCulture, $"{value.TotalSeconds:0.0} s")
        : value < TimeSpan.FromHours(2) ? string.Create(CultureInfo.InvariantCulture, $"{value.TotalMinutes:0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{value.TotalHours:0.0} h");
}
