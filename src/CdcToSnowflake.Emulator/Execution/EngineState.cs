using System.Collections.Immutable;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Streams;

namespace CdcToSnowflake.Emulator.Execution;

/// <summary>Everything committed that is kept in memory beside DuckDB: replaced as a whole by each commit.</summary>
/// <param name="Catalog">The objects.</param>
/// <param name="Offsets">The streams' offsets by stream id.</param>
/// <param name="Version">The number of the last committed change statement; 0 = none yet.</param>
/// <param name="NextRowId">The first row id that was never given.</param>
/// <param name="NextId">The first object id that was never given.</param>
internal sealed record EngineState(CatalogSnapshot Catalog, ImmutableDictionary<long, StreamOffset> Offsets, long Version, long NextRowId, long NextId)
{
    public const string VersionCounter = "version";
    public const string RowIdCounter = "row_id";
    public const string IdCounter = "id";

    public static EngineState Load(DuckSession duck)
    {
        var counters = CatalogStore.Counters(duck);
        var offsets = ImmutableDictionary.CreateBuilder<long, StreamOffset>();
        using (var rows = duck.Query("SELECT id, version, initial, touched_at, stale FROM __sf.stream_offset"))
        {
            while (rows.Read())
            {
                offsets[rows.GetInt64(0)] = new StreamOffset(
                    rows.GetInt64(1), rows.GetBoolean(2), DateTimeOffset.UnixEpoch.AddMicroseconds(rows.GetInt64(3)), rows.IsDBNull(4) ? null : rows.GetString(4));
            }
        }

        return new EngineState(
            CatalogStore.Load(duck),
            offsets.ToImmutable(),
            counters.GetValueOrDefault(VersionCounter),
            counters.GetValueOrDefault(RowIdCounter, 1),
            counters.GetValueOrDefault(IdCounter, 1));
    }
}
