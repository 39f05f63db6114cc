using CdcToSnowflake.Cuts;
using CdcToSnowflake.Operations.Flow;

namespace CdcToSnowflake.Operations.Completeness;

/// <summary>Counts rows of what is recorded.</summary>
internal static class CompletenessReading
{
    public static IReadOnlyList<CutRows> Of(FlowFacts facts) =>
    [
        .. facts.Cuts.SelectMany(cut => cut.Tables.Select(table => new CutRows(cut.Cut, table.Table, table.Rows, Loaded(facts, cut, table), cut.Cut <= facts.MergedCut))),
    ];

    private static long? Loaded(FlowFacts facts, CutManifest cut, CutTable table) =>
        !facts.IsForgotten(cut) && facts.Files.TryGetValue(table.Table, out var known) ? table.Files.Sum(file => known.TryGetValue(FlowFacts.NameOf(file.Key), out var load) && load.Error is null ? load.Rows : 0) : null;
}
