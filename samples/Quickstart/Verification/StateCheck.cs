using Quickstart.Sources;

namespace Quickstart.Verification;

/// <summary>Compares every brand's RAW with what its source says of itself. A source that moved meanwhile is caught up with, and asked again.</summary>
internal sealed class StateCheck(IReadOnlyList<BrandRun> runs, RawTables raw, SeenTables seen, Func<CancellationToken, Task> drain)
{
    private const int Attempts = 5;

    /// <summary>Compares; the captures may still run.</summary>
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        for (int attempt = 1; attempt <= Attempts; attempt++)
        {
            var before = await Quiet.CaughtUpAsync(runs, cancellationToken);
            await drain(cancellationToken);
            var tables = await CompareAsync(cancellationToken);
            var after = await Task.WhenAll(runs.Select(r => r.Source.EndAsync(cancellationToken)));
            // Equal is equal, moved or not; a difference counts only if nothing moved while both sides were read.
            if (tables.All(t => t.IsEqual) || before.Zip(after).All(p => (p.First.File, p.First.Offset) == (p.Second.File, p.Second.Offset)))
            {
                return new CheckResult(tables, HasMoved: false);
            }
        }

        return new CheckResult(null, HasMoved: true);
    }

    private async Task<IReadOnlyList<TableResult>> CompareAsync(CancellationToken cancellationToken)
    {
        var results = new List<TableResult>();
        foreach (var run in runs)
        {
            var here = await run.Source.State.TablesAsync(cancellationToken);
            foreach (var table in here)
            {
                bool isInRaw = seen.All.Contains((run.Source.Brand, table.Schema, table.Name));
                results.Add(await new TableComparison(run.Source.Brand, table, run.Source.State, isInRaw ? raw : null).RunAsync(cancellationToken));
            }

            // What the source has dropped must be empty in RAW.
            foreach (var (_, schema, table) in seen.All.Where(t => t.Brand == run.Source.Brand && !here.Any(h => (h.Schema, h.Name) == (t.Schema, t.Table))))
            {
                long left = await raw.CountAsync(run.Source.Brand, schema, table, cancellationToken);
                results.Add(new TableResult(run.Source.Brand, $"{schema}.{table}", 0, left, 0, left, IsAtLeast: false, []));
            }
        }

        return results;
    }
}
