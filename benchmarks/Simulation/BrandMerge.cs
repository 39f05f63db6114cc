using System.Collections;

namespace CdcToSnowflake.Simulation;

/// <summary>A brand's merge task: never two runs at once, all complete cuts in a run, and never past a cut whose files have not all come.</summary>
internal sealed class BrandMerge(Scenario scenario)
{
    private readonly Assumptions _assumed = scenario.Assumptions;

    /// <summary>Merges the cuts, writing into each when; one whose time lies after the simulated time is merged too.</summary>
    public List<MergeRun> Run(IReadOnlyList<Cut> cuts)
    {
        var runs = new List<MergeRun>();
        var (next, lastStart, lastEnd) = (0, double.NegativeInfinity, 0.0);
        while (next < cuts.Count)
        {
            // Triggered by the first manifest that it has not merged, whether or not the cut is complete; its stream stays as it is until the cut is, and triggers it again.
            var trigger = Enumerable.Range(next, cuts.Count - next).TakeWhile(i => i == next || cuts[i].Closed < cuts[next].ManifestSeen).Min(i => cuts[i].ManifestSeen);
            var start = Math.Max(Math.Max(trigger, lastEnd), lastStart + scenario.TaskSeconds) + _assumed.TaskStartSeconds;
            var to = next;
            while (to < cuts.Count && cuts[to].Complete <= start && cuts[to].ManifestSeen <= start)
            {
                to++;
            }

            var merged = cuts.Skip(next).Take(to - next).ToList();
            var end = start + Duration(merged);
            merged.ForEach(cut => cut.Merged = end);
            runs.Add(new MergeRun(start, end, merged.Sum(cut => cut.CiRows)));
            (next, lastStart, lastEnd) = (to, start, end);
        }

        return runs;
    }

    private double Duration(List<Cut> cuts)
    {
        var changed = new BitArray(scenario.Tables);
        cuts.ForEach(cut => changed.Or(cut.Changed));
        var rows = cuts.Sum(cut => cut.Rows);
        // A COPY runs for each table, since only the COPY finds out that there is no new file; a MERGE only for a table that a manifest names.
        var copies = scenario.Way == Way.Copy ? scenario.Tables + 1 : 0;
        var passes = scenario.Way == Way.Copy ? 2 : 1;
        return ((_assumed.StatementsPerRun + changed.Cast<bool>().Count(bit => bit) + copies) * _assumed.StatementSeconds) + (passes * rows / scenario.Costs.MergedRowsPerSecond);
    }
}
