using CdcToSnowflake.Operations.Cost.Reading;
using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Operations.Cost.Advice;

/// <summary>How often each brand's changes had better be cut: fewer cuts are fewer files, whose own bytes are billed too, and fewer runs of the merge, which take a while however little there is to merge.</summary>
internal static class CutIntervalAdvice
{
    // Later is worth something; so of intervals that cost nearly as little as the longest, the shortest is taken.
    private const decimal NearlyAll = 0.8m;

    public static IEnumerable<CostAdvice> Of(CostFacts facts, SnowflakeSql sql, CostOptions options)
    {
        var files = facts.Files.ToLookup(pipe => sql.BrandOfDatabase(pipe.Pipe.Database));
        foreach (var brand in files.Where(brand => brand.Key is not null))
        {
            if (Of(facts, brand.Key!, [.. brand], sql, options) is { } advice)
            {
                yield return advice;
            }
        }
    }

    private static CostAdvice? Of(CostFacts facts, string brand, List<PipeFiles> pipes, SnowflakeSql sql, CostOptions options)
    {
        var manifests = sql.CutPipeOf(brand);
        if (pipes.FirstOrDefault(pipe => manifests.Parts is [var database, var schema, var name] && pipe.Pipe == new FullName(database, schema, name)) is not { Files: > 1 } cuts)
        {
            return null;
        }

        var billed = facts.Pipes.Where(pipe => sql.BrandOfDatabase(pipe.Database) == brand).Sum(pipe => pipe.Credits);
        var merge = facts.TaskActivity.Where(stretch => sql.BrandOfMerge(new(stretch.Task.Database, stretch.Task.Schema, stretch.Task.Name)) == brand).ToList();
        var (merging, perRun) = Merge(facts, merge);
        var runs = merge.Sum(stretch => stretch.Runs);
        var loaded = pipes.Sum(pipe => Load(pipe, pipe.Files, options));
        decimal Credits(int? interval)
        {
            // What was billed is known; the model only says how it would change.
            var loading = interval is { } seconds && loaded > 0 ? billed * pipes.Sum(pipe => Load(pipe, pipe.Within[seconds], options)) / loaded : billed;
            var less = interval is { } every ? runs - Math.Min(runs, cuts.Within[every]) : 0;
            return loading + merging - (less * perRun);
        }

        var longer = CostQuestions.Intervals.Where(interval => cuts.Within[interval] < cuts.Files).ToList();
        if (longer.Count == 0)
        {
            return null;
        }

        var (now, last) = (Credits(null), Credits(longer[^1]));
        var advised = longer.First(interval => now - Credits(interval) >= (now - last) * NearlyAll);
        var overhead = pipes.Where(pipe => pipe.Files > 0).Sum(pipe => pipe.Overhead * pipe.Files);
        return new CostAdvice(
            CostAdviceKind.CutInterval,
            brand,
            $"Cut brand {brand} every {CostText.Time(TimeSpan.FromSeconds(advised))}. Its changes come that much later.",
            now,
            Credits(advised),
            "Files and cuts of the period are counted again in windows of each length. A file's own bytes are where the line of least squares through its pipe's file sizes over their rows begins; a merge's own time is its shortest run. Of the shortest intervals the one is taken that saves four fifths of what the longest does.",
            [
                $"{CostText.Count(cuts.Files)} cuts, about one every {CostText.Time(facts.Period.Length / cuts.Files)}, made {CostText.Count(pipes.Sum(pipe => pipe.Files))} files of {CostText.Bytes(pipes.Sum(pipe => pipe.Bytes))}; loading them was billed {CostText.Credits(billed)}.",
                $"{CostText.Bytes((long)overhead)} of that are files' own, whatever rows are in them.",
                $"The merge ran {CostText.Count(runs)} times for {CostText.Credits(merging)}; a run with next to nothing to merge costs {CostText.Credits(perRun)}.",
                $"In windows of {CostText.Time(TimeSpan.FromSeconds(advised))} there are {CostText.Count(cuts.Within[advised])} cuts.",
            ],
            [new CostChoice("as it is", now, null, IsCurrent: true, IsAdvised: false), .. longer.Select(interval => new CostChoice(CostText.Time(TimeSpan.FromSeconds(interval)), Credits(interval), null, IsCurrent: false, interval == advised))],
            [],
            "CaptureOptions.CutInterval");
    }

    private static decimal Load(PipeFiles pipe, long files, CostOptions options) =>
        ((decimal)pipe.BytesIn(files) * options.SnowpipeCreditsPerGigabyte / 1_000_000_000) + (files * options.SnowpipeCreditsPerThousandFiles / 1_000);

    // Only serverless merges are billed for themselves; on a warehouse its idle time decides, which is another advice.
    private static (decimal Credits, decimal PerRun) Merge(CostFacts facts, List<TaskStretch> merge)
    {
        var credits = merge.Count == 0 ? 0 : facts.Serverless.Where(step => step.Task == merge[0].Task).Sum(step => step.Credits);
        var seconds = merge.Sum(stretch => stretch.Seconds);
        return credits == 0 || seconds == 0 ? (0, 0) : (credits, credits / seconds * Math.Max(1, (decimal)Math.Ceiling(merge.Min(stretch => stretch.Shortest).TotalSeconds)));
    }
}
