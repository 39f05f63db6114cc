using System.Runtime.CompilerServices;

namespace Quickstart.Verification;

/// <summary>Compares one table of a source with its mirror (none: no change of it came), in bounded memory and whatever order the rows come in.</summary>
internal sealed class TableComparison(string brand, StateTable table, ISourceState source, RawTables? raw)
{
    // What a second look may hold in memory: the rows of so many buckets, a 65,536th of the table each.
    private const int BucketsToShow = 64;
    private const int DifferencesToShow = 10;

    private long _noDates;

    public async Task<TableResult> RunAsync(CancellationToken cancellationToken)
    {
        var (expected, actual) = (new TableDigest(table), new TableDigest(table));
        await foreach (var row in SourceRowsAsync(cancellationToken))
        {
            expected.Add(row);
        }

        await foreach (var row in RawRowsAsync(cancellationToken))
        {
            actual.Add(row);
        }

        var different = expected.DifferencesTo(actual);
        var result = new TableResult(brand, table.ToString(), expected.Rows, actual.Rows, _noDates, 0, IsAtLeast: false, []);
        return different.Count == 0 ? result : await LookAgainAsync(result, different, expected, cancellationToken);
    }

    private async Task<TableResult> LookAgainAsync(TableResult result, IReadOnlyList<int> buckets, TableDigest digest, CancellationToken cancellationToken)
    {
        var shown = buckets.Take(BucketsToShow).ToHashSet();
        var expected = await CollectAsync(SourceRowsAsync(cancellationToken), shown, digest);
        var actual = await CollectAsync(RawRowsAsync(cancellationToken), shown, digest);
        var found = new List<Difference>();
        long rows = 0;
        foreach (string key in expected.Keys.Union(actual.Keys).Order(StringComparer.Ordinal))
        {
            var here = Compare(key, expected.GetValueOrDefault(key) ?? [], actual.GetValueOrDefault(key) ?? []);
            rows += here.Count > 0 ? 1 : 0;
            found.AddRange(here.Take(DifferencesToShow - found.Count));
        }

        return result with { DifferentRows = rows, IsAtLeast = buckets.Count > BucketsToShow, First = found };
    }

    private async Task<Dictionary<string, List<string?[]>>> CollectAsync(IAsyncEnumerable<string?[]> rows, HashSet<int> buckets, TableDigest digest)
    {
        var kept = new Dictionary<string, List<string?[]>>(StringComparer.Ordinal);
        await foreach (var row in rows)
        {
            if (buckets.Contains(digest.BucketOf(row)))
            {
                string key = string.Join(", ", table.Key.Select(i => $"{table.Columns[i].Name}={row[i] ?? "NULL"}"));
                (kept.TryGetValue(key, out var same) ? same : kept[key] = []).Add([.. row]);
            }
        }

        return kept;
    }

    private List<Difference> Compare(string key, List<string?[]> expected, List<string?[]> actual)
    {
        if (expected.Count != 1 || actual.Count != 1)
        {
            return expected.Count == actual.Count ? [] : [new Difference(brand, table.ToString(), key, null, Times(expected.Count), Times(actual.Count))];
        }

        return [.. Enumerable.Range(0, table.Columns.Count).Where(i => expected[0][i] != actual[0][i])
            .Select(i => new Difference(brand, table.ToString(), key, table.Columns[i].Name, expected[0][i], actual[0][i]))];
    }

    private static string Times(int count) => count switch { 0 => "no such row", 1 => "a row", _ => $"{count} rows" };

    private IAsyncEnumerable<string?[]> RawRowsAsync(CancellationToken cancellationToken) =>
        raw?.RowsAsync(brand, table, cancellationToken) ?? AsyncEnumerable.Empty<string?[]>();

    private async IAsyncEnumerable<string?[]> SourceRowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _noDates = 0;
        await foreach (var row in source.RowsAsync(table, cancellationToken))
        {
            for (int i = 0; i < row.Length; i++)
            {
                _noDates += SourceText.IsNoDate(table.Columns[i].Kind, row[i]) ? 1 : 0;
                row[i] = SourceText.Canonical(table.Columns[i].Kind, row[i]);
            }

            yield return row;
        }
    }
}
