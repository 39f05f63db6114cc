using System.Globalization;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Operations.Flow;

namespace CdcToSnowflake.Operations.Completeness;

/// <summary>Finds what is in the store and not in the account, among the cuts that aren't merged: a cut that is merged is whole.</summary>
internal static class HoleSearch
{
    private const string NeverLoaded =
        "See whether its pipe runs (SYSTEM$PIPE_STATUS) and the bucket tells it of files; ALTER PIPE … REFRESH loads what it hasn't heard of in 7 days. If the file is gone from the store, restore it.";

    private const string Refused =
        "Mend what the error says (most often a table or format that was changed by hand: run the plan), then load the file with FORCE, by the pipe's own COPY.";

    private const string Forgotten =
        "See in TASK_HISTORY whether the brand's merge runs, and in STG, by its cut, what is loaded. What isn't, load with FORCE, by the pipe's own COPY: what is loaded twice counts once.";

    public static IReadOnlyList<Hole> Of(FlowFacts facts, FlowOptions options)
    {
        List<Hole> holes = [];
        var unmerged = facts.Cuts.Where(cut => cut.Cut > facts.MergedCut).ToList();
        var lastManifest = unmerged.FindLastIndex(cut => facts.Manifests.ContainsKey(ManifestOf(facts.Brand, cut)));
        var lastOfTable = unmerged.SelectMany(cut => cut.Tables.Where(table => table.Files.Any(file => LoadOf(facts, table, file) is { Error: null })).Select(table => (table.Table, cut.Cut)))
            .GroupBy(pair => pair.Table, StringComparer.Ordinal).ToDictionary(pairs => pairs.Key, pairs => pairs.Max(pair => pair.Cut), StringComparer.Ordinal);
        if (unmerged is [var oldest, ..] && facts.IsForgotten(oldest))
        {
            var since = FlowFacts.At(oldest.CommittedAt);
            holes.Add(new Hole(
                oldest.Cut, Model.StorePath.Cut(facts.Brand, oldest.Cut), null, since,
                string.Create(CultureInfo.InvariantCulture, $"Cut {oldest.Cut} isn't merged, in the store since {since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: longer than the account remembers what it loaded"),
                Forgotten));
        }

        for (var at = 0; at < unmerged.Count; at++)
        {
            var cut = unmerged[at];
            Add(holes, facts, options, cut, null, Model.StorePath.Cut(facts.Brand, cut.Cut), facts.Manifests.GetValueOrDefault(ManifestOf(facts.Brand, cut)), isOvertaken: at < lastManifest);
            foreach (var table in cut.Tables.Where(table => facts.Files.ContainsKey(table.Table)))
            {
                foreach (var file in table.Files)
                {
                    Add(holes, facts, options, cut, table.Table, file.Key, LoadOf(facts, table, file), isOvertaken: lastOfTable.TryGetValue(table.Table, out var last) && cut.Cut < last);
                }
            }
        }

        return holes;
    }

    private static void Add(List<Hole> holes, FlowFacts facts, FlowOptions options, CutManifest cut, string? table, string key, FileLoad? load, bool isOvertaken)
    {
        var since = FlowFacts.At(cut.CommittedAt);
        var what = table is null ? $"The manifest of cut {cut.Cut}" : $"A file of cut {cut.Cut}, table {table},";
        if (load?.Error is { } error)
        {
            holes.Add(new Hole(cut.Cut, key, table, since, $"{what} was refused: {key}: {error}", Refused) { IsRefused = true });
        }
        else if (load is null && !facts.IsForgotten(cut) && facts.Now - since > (isOvertaken ? options.OvertakenGrace : options.Grace))
        {
            var overtaken = isOvertaken ? ", while later ones are" : "";
            holes.Add(new Hole(
                cut.Cut, key, table, since,
                string.Create(CultureInfo.InvariantCulture, $"{what} isn't loaded{overtaken}: {key}, in the store since {since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"),
                NeverLoaded));
        }
    }

    private static FileLoad? LoadOf(FlowFacts facts, CutTable table, CutFile file) =>
        facts.Files.TryGetValue(table.Table, out var known) ? known.GetValueOrDefault(FlowFacts.NameOf(file.Key)) : null;

    private static string ManifestOf(string brand, CutManifest cut) => FlowFacts.NameOf(Model.StorePath.Cut(brand, cut.Cut));
}
