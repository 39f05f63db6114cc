using System.Collections.Immutable;

namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>All objects as one transaction left them. Immutable, so that readers go on while DDL makes the next one.</summary>
internal sealed class CatalogSnapshot
{
    private readonly ImmutableDictionary<CatalogKey, CatalogObject> _byKey;
    private readonly ImmutableDictionary<long, CatalogObject> _byId;

    // Every commit asks for the few of a kind, or for a table's streams, among however many tables.
    private readonly ImmutableDictionary<Type, ImmutableDictionary<long, CatalogObject>> _byType;
    private readonly ImmutableDictionary<long, ImmutableList<long>> _streams;

    private CatalogSnapshot(
        ImmutableDictionary<CatalogKey, CatalogObject> byKey,
        ImmutableDictionary<long, CatalogObject> byId,
        ImmutableDictionary<Type, ImmutableDictionary<long, CatalogObject>> byType,
        ImmutableDictionary<long, ImmutableList<long>> streams)
    {
        _byKey = byKey;
        _byId = byId;
        _byType = byType;
        _streams = streams;
    }

    public static CatalogSnapshot Empty { get; } = new(
        ImmutableDictionary<CatalogKey, CatalogObject>.Empty,
        ImmutableDictionary<long, CatalogObject>.Empty,
        ImmutableDictionary<Type, ImmutableDictionary<long, CatalogObject>>.Empty,
        ImmutableDictionary<long, ImmutableList<long>>.Empty);

    public IEnumerable<CatalogObject> All => _byKey.Values;

    public CatalogObject? Find(CatalogKey key) => _byKey.GetValueOrDefault(key);

    public T? ById<T>(long id)
        where T : CatalogObject => _byId.GetValueOrDefault(id) as T;

    public IEnumerable<T> OfType<T>()
        where T : CatalogObject => typeof(T).IsSealed
            ? _byType.GetValueOrDefault(typeof(T))?.Values.Cast<T>() ?? []
            : _byType.Where(kind => kind.Key.IsSubclassOf(typeof(T))).SelectMany(kind => kind.Value.Values.Cast<T>());

    public IEnumerable<StreamObject> StreamsOn(long tableId) => _streams.GetValueOrDefault(tableId)?.Select(id => (StreamObject)_byId[id]) ?? [];

    public CatalogSnapshot With(CatalogObject added)
    {
        var (byKey, streams) = (_byKey, _streams);
        if (_byId.TryGetValue(added.Id, out var before) && before.Key != added.Key)
        {
            byKey = byKey.Remove(before.Key);
        }

        if (before is null && added is StreamObject stream)
        {
            streams = streams.SetItem(stream.TableId, streams.GetValueOrDefault(stream.TableId, []).Add(stream.Id));
        }

        var type = added.GetType();
        var kind = _byType.GetValueOrDefault(type, ImmutableDictionary<long, CatalogObject>.Empty);
        return new CatalogSnapshot(byKey.SetItem(added.Key, added), _byId.SetItem(added.Id, added), _byType.SetItem(type, kind.SetItem(added.Id, added)), streams);
    }

    public CatalogSnapshot Without(CatalogObject removed)
    {
        var streams = _streams;
        if (removed is StreamObject stream)
        {
            var left = streams[stream.TableId].Remove(stream.Id);
            streams = left.IsEmpty ? streams.Remove(stream.TableId) : streams.SetItem(stream.TableId, left);
        }

        return new CatalogSnapshot(_byKey.Remove(removed.Key), _byId.Remove(removed.Id), _byType.SetItem(removed.GetType(), _byType[removed.GetType()].Remove(removed.Id)), streams);
    }
}
