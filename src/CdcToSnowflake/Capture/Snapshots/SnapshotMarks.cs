using System.Text;
using System.Text.Json;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>
/// Which snapshots have ended and which were asked for, as objects in the store. A mark is written after its cut is committed; one that is missing costs another reading and
/// nothing else, so the manifests stay the only truth about rows.
/// </summary>
internal sealed class SnapshotMarks(IObjectStore store, string brand)
{
    /// <summary>The id of the snapshot that each table gets unasked.</summary>
    public const string Initial = "initial";

    private const string LeftOut = "left-out-";

    // The version that this program writes, and the newest that it reads. What is in a mark is nothing else: its name says all.
    private const int Newest = 1;
    private const int LargestMark = 4096;

    // Each is a call of some milliseconds, and a brand may have 10,000 tables: a start waits for the reads, and the log for the writes.
    private const int ReadsAtOnce = 64;
    private const int WritesAtOnce = 32;

    // Before there were versions. Known by its length, so that it needn't be read.
    private const int BytesWithoutVersion = 3;

    private static readonly byte[] Content = Encoding.UTF8.GetBytes($"{{\"version\":{Newest}}}\n");

    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _asked = new(StringComparer.Ordinal);

    /// <summary>Reads all marks.</summary>
    /// <exception cref="ObjectVersionException">A newer release wrote one.</exception>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        _done.Clear();
        _asked.Clear();
        List<StoredObject> marks = [];
        await foreach (var found in store.ListAsync(StorePath.Snapshots(brand), null, cancellationToken).ConfigureAwait(false))
        {
            if (IsAsked(found.Key, out var path, out var id))
            {
                Asked(path, id);
            }
            else
            {
                _done.Add(found.Key);
            }

            if (!RowRequestObjects.IsOne(id))
            {
                marks.Add(found);
            }
        }

        // That a request was answered whose object a lifecycle rule took away is no question any more.
        var asked = _asked.SelectMany(table => table.Value.Append(Initial).Select(id => StorePath.SnapshotDone(brand, table.Key, id))).ToHashSet(StringComparer.Ordinal);
        var known = marks.Where(mark => !_done.Contains(mark.Key) || asked.Contains(mark.Key) || mark.Key.EndsWith($"/{Initial}.json", StringComparison.Ordinal));
        await Parallel.ForEachAsync(known, new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken }, async (mark, token) => await CheckAsync(mark, token).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Looks for requests that have come into the store since the last look: a LIST for each 1,000 that were ever made.</summary>
    /// <returns>For each the table's part of paths, and its id.</returns>
    /// <exception cref="ObjectVersionException">A newer release wrote one for a whole table; those for rows are checked where they are read.</exception>
    public async Task<IReadOnlyList<(string Path, string Id)>> LookAsync(CancellationToken cancellationToken)
    {
        List<(string Path, string Id)> came = [];
        await foreach (var found in store.ListAsync(StorePath.SnapshotsAsked(brand), null, cancellationToken).ConfigureAwait(false))
        {
            if (IsAsked(found.Key, out var path, out var id) && Asked(path, id))
            {
                if (!RowRequestObjects.IsOne(id))
                {
                    await CheckAsync(found, cancellationToken).ConfigureAwait(false);
                }

                came.Add((path, id));
            }
        }

        return came;
    }

    /// <summary>The ids that a table has not answered, but for requests for rows.</summary>
    /// <param name="name">The table.</param>
    /// <param name="mode">Whether each table is to be read once.</param>
    public List<string> Unanswered(TableName name, SnapshotMode mode)
    {
        var path = StorePath.Table(name.Schema, name.Table);
        var ids = (_asked.GetValueOrDefault(path) ?? []).Where(id => !RowRequestObjects.IsOne(id));
        return [.. (mode == SnapshotMode.Initial ? ids.Prepend(Initial) : ids).Where(id => !_done.Contains(StorePath.SnapshotDone(brand, path, id)))];
    }

    /// <summary>The requests for rows that a table has not answered.</summary>
    public List<string> UnansweredRows(TableName name)
    {
        var path = StorePath.Table(name.Schema, name.Table);
        return [.. (_asked.GetValueOrDefault(path) ?? []).Where(id => RowRequestObjects.IsOne(id) && !_done.Contains(StorePath.SnapshotDone(brand, path, id)))];
    }

    /// <summary>Notes a request that is in the store.</summary>
    /// <returns>False if it was known.</returns>
    public bool Asked(TableName name, string id) => Asked(StorePath.Table(name.Schema, name.Table), id);

    /// <summary>The id of the snapshot that something in the log makes necessary: of characters that names of objects have as they are.</summary>
    public static string RereadAt(EventPlace place) => string.Concat($"reread-{place.File}-{place.Offset}".Select(c => char.IsAsciiLetterOrDigit(c) || c == '-' ? c : '_'));

    /// <summary>Asks for a snapshot of a table, of this capture, or of whichever works next if this one comes to its end before.</summary>
    public async Task AskAsync(TableName name, string id, CancellationToken cancellationToken)
    {
        await AskAsync(store, brand, name, id, cancellationToken).ConfigureAwait(false);
        Asked(name, id);
    }

    /// <summary>Asks for snapshots of tables once they are taken again. A rule that clears requests away after a while must not meet these, so they lie in a folder of their own.</summary>
    /// <param name="names">The tables.</param>
    /// <param name="cut">The first cut that they are left out of.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task LeaveOutAsync(IReadOnlyCollection<TableName> names, ulong cut, CancellationToken cancellationToken)
    {
        await CreateAsync(names.Select(name => StorePath.SnapshotLeftOut(brand, name.Schema, name.Table, cut)), cancellationToken).ConfigureAwait(false);
        foreach (var name in names)
        {
            Asked(name, $"{LeftOut}{cut}");
        }
    }

    /// <summary>The requests of a table that wait since it was left out.</summary>
    public List<string> UnansweredLeftOut(TableName name) => Unanswered(name, SnapshotMode.Never).FindAll(id => id.StartsWith(LeftOut, StringComparison.Ordinal));

    /// <summary>The first cut that a table was left out of, by such a request's id.</summary>
    public static string FirstCutWithout(string id) => id[LeftOut.Length..];

    /// <summary>Writes that snapshots have ended.</summary>
    public async Task EndAsync(IEnumerable<TableSweep> sweeps, CancellationToken cancellationToken)
    {
        List<string> ended = [.. sweeps.SelectMany(sweep => sweep.Ids.Select(id => StorePath.SnapshotDone(brand, sweep.Table, id))).Where(key => !_done.Contains(key)).Distinct()];
        await CreateAsync(ended, cancellationToken).ConfigureAwait(false);
        _done.UnionWith(ended);
    }

    /// <summary>Asks for a snapshot of a table, of whichever capture of the brand works next.</summary>
    public static Task AskAsync(IObjectStore store, string brand, TableName name, string id, CancellationToken cancellationToken) =>
        CreateAsync(store, StorePath.SnapshotAsked(brand, name.Schema, name.Table, id), cancellationToken);

    private Task CreateAsync(IEnumerable<string> keys, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        keys,
        new ParallelOptions { MaxDegreeOfParallelism = WritesAtOnce, CancellationToken = cancellationToken },
        async (key, token) => await CreateAsync(store, key, token).ConfigureAwait(false));

    private static async Task CreateAsync(IObjectStore store, string key, CancellationToken cancellationToken)
    {
        try
        {
            await store.CreateAsync(key, Content, cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectExistsException)
        {
            // It says the same.
        }
    }

    private async Task CheckAsync(StoredObject mark, CancellationToken cancellationToken)
    {
        if (mark.Size == BytesWithoutVersion)
        {
            return;
        }

        try
        {
            if (await store.ReadUpToAsync(mark.Key, LargestMark, cancellationToken).ConfigureAwait(false) is { } content)
            {
                ObjectVersion.Check(store.Location, mark.Key, content, Newest);
            }
        }
        catch (Exception e) when (e is JsonException or ObjectNotFoundException)
        {
            // What is in it says nothing but the version, and a lifecycle rule may take old ones away.
        }
    }

    private bool IsAsked(string key, out string path, out string id)
    {
        var parts = key[StorePath.Snapshots(brand).Length..].Split('/');
        var isAsked = parts is ["asked" or "left-out", _, var file] && file.EndsWith(".json", StringComparison.Ordinal);
        (path, id) = isAsked ? (parts[1], $"{(parts[0] == "asked" ? "" : LeftOut)}{parts[2][..^".json".Length]}") : ("", "");
        return isAsked;
    }

    private bool Asked(string path, string id)
    {
        if (!_asked.TryGetValue(path, out var ids))
        {
            _asked[path] = ids = [];
        }

        if (ids.Contains(id, StringComparer.Ordinal))
        {
            return false;
        }

        ids.Add(id);
        return true;
    }
}
