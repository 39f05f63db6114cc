using CdcToSnowflake.Cuts;
using CdcToSnowflake.Operations.Flow;

namespace CdcToSnowflake.Operations.Lag;

/// <summary>Makes lags of what is recorded.</summary>
internal static class LagReading
{
    public static IReadOnlyList<TableLag> Of(FlowFacts facts)
    {
        var merges = MergesOf(facts);
        return
        [
            .. facts.Cuts.SelectMany((cut, at) => cut.Tables.Select(table => (Cut: cut, Merge: merges[at], Table: table)))
                .GroupBy(part => part.Table.Table, StringComparer.Ordinal)
                .OrderBy(parts => parts.Key, StringComparer.Ordinal)
                .Select(parts => OfTable(facts, parts.Key, [.. parts])),
        ];
    }

    /// <summary>The tables that have changes in RAW of which no run tells that they are in CI: not yet, or by a run that had begun before.</summary>
    public static IEnumerable<string> Unseen(FlowFacts facts, DateTimeOffset committedBefore)
    {
        var merges = MergesOf(facts);
        return facts.Cuts.Where((cut, at) => cut.Cut <= facts.MergedCut && merges[at].Ci is null && FlowFacts.At(cut.CommittedAt) < committedBefore).SelectMany(cut => cut.Tables).Select(table => table.Table).Distinct(StringComparer.Ordinal);
    }

    private static TableLag OfTable(FlowFacts facts, string table, IReadOnlyList<(CutManifest Cut, (DateTimeOffset? Raw, DateTimeOffset? Ci) Merge, CutTable Table)> parts)
    {
        var waiting = parts.FirstOrDefault(part => part.Merge.Ci is null && part.Cut.Cut > Math.Min(facts.MergedCut, facts.Integrated.GetValueOrDefault(table))).Cut;
        var behind = waiting is null ? TimeSpan.Zero : Positive(facts.Now - FlowFacts.At(waiting.FirstCommitAt ?? waiting.CommittedAt));
        // Of a cut that was merged so long ago that no run is recorded the parts aren't known.
        if (parts.LastOrDefault(part => part.Merge.Ci is { } ci && ci != DateTimeOffset.MinValue) is not { Cut: { } done } last)
        {
            return new TableLag(table, behind, null, null, null, null, null, null, null);
        }

        var written = FlowFacts.At(done.CommittedAt);
        DateTimeOffset? closed = done.ClosedAt is { } at ? FlowFacts.At(at) : null;
        var loads = LoadsOf(facts, last.Table);
        DateTimeOffset? received = loads.Count > 0 && loads.All(load => load.ReceivedAt is not null) ? loads.Max(load => load.ReceivedAt) : null;
        DateTimeOffset? loaded = loads.Count > 0 ? loads.Max(load => load.LoadedAt) : null;
        return new TableLag(
            table,
            behind,
            done.Cut,
            done.LastCommitAt is { } commit ? Positive((closed ?? written) - FlowFacts.At(commit)) : null,
            closed is { } end ? Positive(written - end) : null,
            received is { } heard ? Positive(heard - written) : null,
            loaded is { } there ? Positive(there - (received ?? written)) : null,
            Positive(last.Merge.Raw!.Value - (loaded ?? written)),
            Positive(last.Merge.Ci!.Value - last.Merge.Raw.Value));
    }

    /// <summary>When each cut came to RAW and to CI: by the first run of the merge that started after the cut and all before it were whole, and CI's first that started after that one ended. <see cref="DateTimeOffset.MinValue"/> if the runs are forgotten.</summary>
    private static List<(DateTimeOffset? Raw, DateTimeOffset? Ci)> MergesOf(FlowFacts facts)
    {
        List<(DateTimeOffset?, DateTimeOffset?)> merges = [];
        var whole = DateTimeOffset.MinValue;
        foreach (var cut in facts.Cuts)
        {
            var loads = cut.Tables.SelectMany(table => LoadsOf(facts, table)).Select(load => load.LoadedAt);
            if (facts.Manifests.TryGetValue(ManifestOf(facts, cut), out var manifest))
            {
                loads = loads.Append(manifest.LoadedAt);
            }

            whole = loads.Append(whole).Max();
            if (cut.Cut > facts.MergedCut)
            {
                merges.Add((null, null));
            }
            else
            {
                var raw = EndOf(facts.RawRuns, whole, cut.Cut == facts.MergedCut ? facts.MergedAt : null);
                merges.Add((raw ?? DateTimeOffset.MinValue, raw is { } end ? EndOf(facts.CiRuns, end) : DateTimeOffset.MinValue));
            }
        }

        return merges;
    }

    // A run may take what was loaded after it had begun: by the time at which it is known to be merged, the run is known.
    private static DateTimeOffset? EndOf(IReadOnlyList<MergeRun> runs, DateTimeOffset after, DateTimeOffset? notAfter = null)
    {
        DateTimeOffset? end = null;
        foreach (var run in runs)
        {
            if (run.StartedAt > notAfter)
            {
                break;
            }

            end = run.CompletedAt;
            if (run.StartedAt >= after)
            {
                return end;
            }
        }

        return notAfter is null ? null : end;
    }

    private static List<FileLoad> LoadsOf(FlowFacts facts, CutTable table)
    {
        if (!facts.Files.TryGetValue(table.Table, out var known))
        {
            return [];
        }

        return [.. table.Files.Select(file => known.GetValueOrDefault(FlowFacts.NameOf(file.Key))).OfType<FileLoad>().Where(load => load.Error is null)];
    }

    private static string ManifestOf(FlowFacts facts, CutManifest cut) => FlowFacts.NameOf(Model.StorePath.Cut(facts.Brand, cut.Cut));

    private static TimeSpan Positive(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time;
}
