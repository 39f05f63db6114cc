using System.Collections;

namespace CdcToSnowflake.Simulation;

/// <summary>A brand's changes on their way into cuts, files and STG.</summary>
internal sealed class BrandCapture(Scenario scenario, double rate, double[] shares, Arrivals arrivals)
{
    private readonly Assumptions _assumed = scenario.Assumptions;

    public List<Cut> Run()
    {
        var cuts = new List<Cut>();
        var length = Math.Min(scenario.CutSeconds, scenario.CutRows / rate);
        var (closed, committed) = (0.0, 0.0);
        while (true)
        {
            // A cut's time counts from the first change that is read, and nothing is read while the one before is uploaded.
            var opened = closed + arrivals.Wait(rate);
            closed = Math.Max(opened, committed) + length;
            if (closed > scenario.Seconds)
            {
                return cuts;
            }

            cuts.Add(Fill(opened, closed - opened));
            committed = Upload(cuts[^1]);
        }
    }

    private Cut Fill(double opened, double length)
    {
        var first = arrivals.Pick(shares);
        var changed = new BitArray(shares.Length);
        var (rows, inCi, files) = (0L, 0L, 0);
        for (var table = 0; table < shares.Length; table++)
        {
            var count = arrivals.Count(rate * shares[table] * length) + (table == first ? 1 : 0);
            changed[table] = count > 0;
            files += count > 0 ? 1 : 0;
            rows += count;
            inCi += table < scenario.CiTables ? count : 0;
        }

        return new Cut(opened, opened + length, rows, inCi, changed, files);
    }

    /// <summary>Brings a cut into S3 and STG; the second of its commit.</summary>
    private double Upload(Cut cut)
    {
        var uploaded = cut.Closed + (cut.Rows / scenario.Costs.RowsPerCoreSecond);
        for (var left = cut.Files; left > 0; left -= _assumed.ParallelPuts)
        {
            uploaded += Put();
        }

        // The manifest is the commit, and comes after the files.
        var committed = uploaded + Put();
        (cut.ManifestSeen, cut.Complete) = scenario.Way == Way.Copy
            ? (committed, committed)
            : (committed + Load(1), uploaded + Load(cut.Files));
        return committed;
    }

    private double Put() => arrivals.Between(_assumed.PutSeconds.Shortest, _assumed.PutSeconds.Longest);

    private double Load(int files) => arrivals.LongestWait(files, _assumed.LoadMedianSeconds, _assumed.LoadP95Seconds);
}
