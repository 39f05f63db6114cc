using System.Collections.Concurrent;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>The pipes of one state of the catalog, the oldest first, and which of them a new object concerns, however many there are.</summary>
internal sealed class PipeTargets(CatalogSnapshot catalog, IReadOnlyList<PipeTarget> all, IReadOnlyList<PipeObject> unready)
{
    private readonly ConcurrentDictionary<IObjectStore, IReadOnlyList<(int Length, ILookup<string, (PipeTarget Target, StageLocation Location)> ByPrefix)>> _places = new();

    public CatalogSnapshot Catalog => catalog;

    public IReadOnlyList<PipeTarget> All => all;

    /// <summary>The AUTO_INGEST pipes whose table or stage is missing.</summary>
    public IReadOnlyList<PipeObject> Unready => unready;

    /// <summary>The AUTO_INGEST pipes whose place within a store begins a key.</summary>
    public IEnumerable<(PipeTarget Target, StageLocation Location)> Over(IObjectStore store, string key) =>
        _places.GetOrAdd(store, Places).Where(place => place.Length <= key.Length).SelectMany(place => place.ByPrefix[key[..place.Length]]);

    // A place may end anywhere in a part of a key, so that prefixes are looked up by each length that there is.
    private IReadOnlyList<(int, ILookup<string, (PipeTarget Target, StageLocation Location)>)> Places(IObjectStore store) =>
    [
        .. all.Where(target => target.Pipe.AutoIngest)
            .Select(target => (Target: target, Location: StageLocation.Within(store, target.Stage.Url, target.Copy.Stage.Path)))
            .Where(place => place.Location is not null)
            .GroupBy(place => place.Location!.Prefix.Length)
            .Select(places => (places.Key, places.ToLookup(place => place.Location!.Prefix, place => (place.Target, place.Location!), StringComparer.Ordinal))),
    ];
}
