namespace CdcToSnowflake.Simulation;

/// <summary>All brands of an account through a stretch of time: capture, files, STG, RAW, CI.</summary>
internal static class Account
{
    /// <summary>Moments of each cut whose changes' lags are looked at: their middles stand for all.</summary>
    private const int Moments = 4;

    public static Outcome Simulate(Scenario scenario)
    {
        var arrivals = new Arrivals(scenario.Seed);
        var shares = Arrivals.Shares(scenario.Tables, scenario.TableSkew);
        var brands = new List<(List<Cut> Cuts, List<MergeRun> Runs)>();
        foreach (var share in Arrivals.Shares(scenario.Brands, scenario.BrandSkew))
        {
            var cuts = new BrandCapture(scenario, scenario.Changes * share, shares, arrivals).Run();
            brands.Add((cuts, new BrandMerge(scenario).Run(cuts)));
        }

        List<MergeRun> merges = [.. brands.SelectMany(brand => brand.Runs).Where(run => run.Rows > 0).OrderBy(run => run.Ended)];
        var ci = new CiMerge(scenario);
        var ciRuns = ci.Run(merges);
        var (raw, inCi) = Ages(brands.SelectMany(brand => brand.Cuts), ciRuns);
        return new Outcome(scenario)
        {
            Seconds = scenario.Seconds,
            Cuts = brands.Sum(brand => (long)brand.Cuts.Count),
            Files = brands.Sum(brand => brand.Cuts.Sum(cut => (long)cut.Files)),
            Rows = brands.Sum(brand => brand.Cuts.Sum(cut => cut.Rows)),
            Runs = (brands.Sum(brand => (long)brand.Runs.Count), brands.Sum(brand => (long)brand.Runs.Count(run => run.Rows == 0))),
            MergeSeconds = brands.Sum(brand => Busy(brand.Runs)),
            CiSeconds = Busy(ciRuns),
            BusiestTask = brands.Max(brand => Busy(brand.Runs)) / scenario.Seconds,
            UploadShare = brands.Max(brand => UploadShare(scenario, brand.Cuts)),
            BrandCores = [.. brands.Select(brand => Outcome.CoresFor(scenario, brand.Cuts.Sum(cut => cut.Rows), brand.Cuts.Sum(cut => (long)cut.Files), scenario.Seconds))],
            WaitersByBrand = ci.WaitersOfMergesByBrand(merges),
            Raw = raw,
            Ci = inCi,
        };

        // What runs after the simulated time belongs to changes in it, but would be counted with the next stretch of time.
        double Busy(List<MergeRun> runs) => runs.Sum(run => Math.Max(0, Math.Min(run.Ended, scenario.Seconds) - Math.Min(run.Started, scenario.Seconds)));
    }

    private static (Lags Raw, Lags Ci) Ages(IEnumerable<Cut> cuts, List<MergeRun> ciRuns)
    {
        var (raw, ci) = (new Lags(), new Lags());
        double[] starts = [.. ciRuns.Select(run => run.Started)];
        foreach (var cut in cuts)
        {
            // The first run that began when the merge had ended sees it.
            var found = Array.BinarySearch(starts, cut.Merged);
            var arrived = cut.CiRows == 0 ? cut.Merged : ciRuns[found < 0 ? ~found : found].Ended;
            for (var moment = 0; moment < Moments; moment++)
            {
                var committed = cut.Opened + ((cut.Closed - cut.Opened) * (moment + 0.5) / Moments);
                raw.Add(cut.Merged - committed, cut.Rows / (double)Moments);
                if (cut.CiRows > 0)
                {
                    ci.Add(arrived - committed, cut.CiRows / (double)Moments);
                }
            }
        }

        return (raw, ci);
    }

    private static double UploadShare(Scenario scenario, List<Cut> cuts)
    {
        if (cuts.Count == 0)
        {
            return 0;
        }

        var waves = cuts.Average(cut => Math.Ceiling(cut.Files / (double)scenario.Assumptions.ParallelPuts)) + 1;
        var put = (scenario.Assumptions.PutSeconds.Shortest + scenario.Assumptions.PutSeconds.Longest) / 2;
        return waves * put / scenario.CutSeconds;
    }
}
