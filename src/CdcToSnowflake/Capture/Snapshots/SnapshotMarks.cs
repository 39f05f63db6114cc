using System.Text;
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

    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _asked = new(StringComparer.Ordinal);

    /// <summary>Reads all marks.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        _done.Clear();
        _asked.Clear();
        var prefix = StorePath.Snapshots(brand);
        await foreach (var found in store.ListAsync(prefix, null, cancellationToken).ConfigureAwait(false))
        {
            if (found.Key[prefix.Length..].Split('/') is ["asked", var table, var file] && file.EndsWith(".json", StringComparison.Ordinal))
            {
                Asked(table, file[..^".json".Length]);
            }
            else
            {
                _done.Add(found.Key);
            }
        }
    }

    /// <summary>The ids that a table has not answered.</summary>
    /// <param name="name">The table.</param>
    /// <param name="mode">Whether each table is to be read once.</param>
    public List<string> Unanswered(TableName name, SnapshotMode mode)
    {
        var path = StorePath.Table(name.Schema, name.Table);
        IEnumerable<string> ids = _asked.GetValueOrDefault(path) ?? [];
        return [.. (mode == SnapshotMode.Initial ? ids.Prepend(Initial) : ids).Where(id => !_done.Contains(StorePath.SnapshotDone(brand, path, id)))];
    }

    /// <summary>Notes a request that is in the store.</summary>
    public void Asked(TableName name, string id) => Asked(StorePath.Table(name.Schema, name.Table), id);

    /// <summary>Writes that snapshots have ended.</summary>
    public async Task EndAsync(IEnumerable<TableSweep> sweeps, CancellationToken cancellationToken)
    {
        foreach (var key in sweeps.SelectMany(sweep => sweep.Ids.Select(id => StorePath.SnapshotDone(brand, sweep.Table, id))))
        {
            if (!_done.Contains(key))
            {
                await CreateAsync(store, key, cancellationToken).ConfigureAwait(false);
                _done.Add(key);
            }
        }
    }

    /// <summary>Asks for a snapshot of a table, of whichever capture of the brand works next.</summary>
    public static Task AskAsync(IObjectStore store, string brand, TableName name, string id, CancellationToken cancellationToken) =>
        CreateAsync(store, StorePath.SnapshotAsked(brand, name.Schema, name.Table, id), cancellationToken);

    private static async Task CreateAsync(IObjectStore store, string key, CancellationToken cancellationToken)
    {
        try
        {
            await store.CreateAsync(key, Encoding.UTF8.GetBytes("{}\n"), cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectExistsException)
        {
            // It says the same.
        }
    }

    private void Asked(string path, string id)
    {
        if (!_asked.TryGetValue(path, out var ids))
        {
            _asked[path] = ids = [];
        }

        if (!ids.Contains(id, StringComparer.Ordinal))
        {
            ids.Add(id);
        }
    }
}
