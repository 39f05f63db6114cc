using System.Runtime.InteropServices;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Capture;

/// <summary>The shapes that a brand's files have had: kept in the store, made known to the observer before their first file.</summary>
internal sealed class ShapeRegistry(IObjectStore store, string brand, IShapeObserver? observer)
{
    // A shape's file of 4,096 columns has under a MiB.
    private const int LargestShape = 16 << 20;

    // Each is a call of some milliseconds, and a brand may have thousands.
    private const int ReadsAtOnce = 32;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Schema, string Table), SourceTable> _tables = [];
    private readonly Dictionary<(string Schema, string Table), List<SourceTable>> _shapes = [];

    /// <summary>The tables that have files or had them, each in one of its shapes.</summary>
    public IEnumerable<SourceTable> Tables => _tables.Values;

    /// <summary>All shapes of all tables, in no order.</summary>
    public IEnumerable<SourceTable> Shapes => _shapes.Values.SelectMany(shapes => shapes);

    /// <summary>Reads the shapes of earlier captures, and makes each known to the observer.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        _known.Clear();
        _shapes.Clear();
        _tables.Clear();
        List<StoredObject> found = [];
        await foreach (var shape in store.ListAsync(StorePath.Shapes(brand), null, cancellationToken).ConfigureAwait(false))
        {
            found.Add(shape);
        }

        // In the store's order, whichever is read first.
        var shapes = new (string Key, SourceTable Table)[found.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, found.Count),
            new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken },
            async (at, stop) => shapes[at] = (found[at].Key, SourceTableJson.Read(await ReadAsync(found[at], stop).ConfigureAwait(false), found[at].Key))).ConfigureAwait(false);
        await KnowAsync(shapes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes sure that the store and the observer know a shape, before its first file.</summary>
    public async Task EnsureAsync(SourceTable table, CancellationToken cancellationToken)
    {
        var key = StorePath.Shape(brand, table);
        if (_known.Contains(key))
        {
            _tables[(table.Schema, table.Name)] = table;
            return;
        }

        await (BeforeNew?.Invoke(cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);

        // The observer first: a shape that it refuses must not be in the store, or it would be refused at each start, even when the table isn't taken any more.
        await KnowAsync([(key, table)], cancellationToken).ConfigureAwait(false);
        try
        {
            await store.CreateAsync(key, table.ToJson(), cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectExistsException)
        {
            // Its name is its content's hash, so what is there is the same.
        }
    }

    /// <summary>The last cut that the observer has of the brand's log; 0 if it doesn't know.</summary>
    public Task<ulong> FindMergedCutAsync(CancellationToken cancellationToken) => observer?.FindMergedCutAsync(brand, cancellationToken) ?? Task.FromResult(0UL);

    /// <summary>Whether the observer keeps a column's values under its new name.</summary>
    public bool Follows(ColumnRename rename) => observer?.Follows(brand, rename) == true;

    /// <summary>
    /// Is waited for before a new shape is stored: the cut with the statement that it came from must be committed by then, or a capture that goes on before it would meet the statement and know the shape
    /// already, as one that the table had before.
    /// </summary>
    public Func<CancellationToken, Task>? BeforeNew { get; set; }

    public SourceTable? Find(string schema, string table) => _tables.GetValueOrDefault((schema, table));

    /// <summary>All shapes that a table's rows have had, in no order.</summary>
    public IReadOnlyList<SourceTable> AllOf(string schema, string table) => _shapes.GetValueOrDefault((schema, table)) ?? [];

    /// <summary>A known table that differs only in upper and lower case.</summary>
    public SourceTable? FindAnyCase(string schema, string table) => _tables.Values.FirstOrDefault(
        known => known.Schema.Equals(schema, StringComparison.OrdinalIgnoreCase) && known.Name.Equals(table, StringComparison.OrdinalIgnoreCase));

    private async Task KnowAsync((string Key, SourceTable Table)[] shapes, CancellationToken cancellationToken)
    {
        if (observer is not null && shapes.Length > 0)
        {
            await observer.ShapesAppearedAsync(brand, [.. shapes.Select(shape => shape.Table)], cancellationToken).ConfigureAwait(false);
        }

        foreach (var (key, table) in shapes)
        {
            _known.Add(key);
            (CollectionsMarshal.GetValueRefOrAddDefault(_shapes, (table.Schema, table.Name), out _) ??= []).Add(table);
            _tables[(table.Schema, table.Name)] = table;
        }
    }

    private async Task<byte[]> ReadAsync(StoredObject found, CancellationToken cancellationToken)
    {
        if (found.Size > LargestShape)
        {
            throw new ModelException(ModelProblem.UnreadableShape, $"The shape file '{found.Key}' has {found.Size} bytes, which no table needs. Delete it, and capture writes it again.");
        }

        var content = await store.OpenReadAsync(found.Key, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            using var copy = new MemoryStream();
            await content.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
            return copy.ToArray();
        }
    }
}
