namespace CdcToSnowflake.Simulation;

/// <summary>The one task that brings all brands into CI, one MERGE for each table.</summary>
internal sealed class CiMerge(Scenario scenario)
{
    private readonly Assumptions _assumed = scenario.Assumptions;

    /// <param name="merges">The brands' runs that merged something, by their end.</param>
    public List<MergeRun> Run(IReadOnlyList<MergeRun> merges)
    {
        var runs = new List<MergeRun>();
        var (next, lastStart, lastEnd) = (0, double.NegativeInfinity, 0.0);
        while (next < merges.Count)
        {
            var start = Math.Max(Math.Max(merges[next].Ended, lastEnd), lastStart + scenario.TaskSeconds) + _assumed.TaskStartSeconds;
            var rows = 0L;
            for (; next < merges.Count && merges[next].Ended <= start; next++)
            {
                rows += merges[next].Rows;
            }

            var end = start + Duration(rows);
            runs.Add(new MergeRun(start, end, rows));
            (lastStart, lastEnd) = (start, end);
        }

        return runs;
    }

    /// <summary>
    /// The most statements that would wait for one CI table if each brand merged into it by itself, as soon as its RAW is merged: one after another, by their ends.
    /// </summary>
    public int WaitersOfMergesByBrand(IReadOnlyList<MergeRun> merges)
    {
        var (free, most) = (0.0, 0);
        var starts = new Queue<double>();
        foreach (var merge in merges)
        {
            while (starts.TryPeek(out var started) && started <= merge.Ended)
            {
                starts.Dequeue();
            }

            var start = Math.Max(free, merge.Ended);
            free = start + _assumed.StatementSeconds + _assumed.StreamSeconds;
            if (start > merge.Ended)
            {
                starts.Enqueue(start);
                most = Math.Max(most, starts.Count);
            }
        }

        return most;
    }

    private double Duration(long rows) =>
        ((_assumed.StatementsPerRun + scenario.CiTables) * _assumed.StatementSeconds) + (scenario.CiTables * scenario.Brands * _assumed.StreamSeconds) + (rows / scenario.Costs.MergedRowsPerSecond);
}
