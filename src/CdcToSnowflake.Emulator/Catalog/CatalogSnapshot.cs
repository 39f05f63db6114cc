using System.Collections.Immutable;

namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>All objects as one transaction left them. Immutable, so that readers go on while DDL makes the next one.</summary>
internal sealed class CatalogSnapshot
{
    private readonly ImmutableDictionary<CatalogKey, CatalogObject> _byKey;
    private readonly ImmutableDictionary<long, CatalogObject> _byId;

    private CatalogSnapshot(ImmutableDictionary<CatalogKey, CatalogObject> byKey, ImmutableDictionary<long, CatalogObject> byId)
    {
        _byKey = byKey;
        _byId = byId;
    }

    public static CatalogSnapshot Empty { get; } =
        new(ImmutableDictionary<CatalogKey, CatalogObject>.Empty, ImmutableDictionary<long, CatalogObject>.Empty);

    public IEnumerable<CatalogObject> All => _byKey.Values;

    public CatalogObject? Find(CatalogKey key) => _byKey.GetValueOrDefault(key);

    public T? ById<T>(long id)
        where T : CatalogObject => _byId.GetValueOrDefault(id) as T;

    public IEnumerable<T> OfType<T>()
        where T : CatalogObject => _byKey.Values.OfType<T>();

    public IEnumerable<StreamObject> StreamsOn(long tableId) => OfType<StreamObject>().Where(stream => stream.TableId == tableId);

    public CatalogSnapshot With(CatalogObject added)
    {
        var byKey = _byKey;
        if (_byId.TryGetValue(added.Id, out var before) && before.Key != added.Key)
        {
            byKey = byKey.Remove(before.Key);
        }

        return new CatalogSnapshot(byKey.SetItem(added.Key, added), _byId.SetItem(added.Id, added));
    }

    public CatalogSnapshot Without(CatalogObject removed) => new(_byKey.Remove(removed.Key), _byId.Remove(removed.Id));
}
