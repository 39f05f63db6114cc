using System.Collections.Concurrent;
using CdcToSnowflake.Emulator.Execution;

namespace CdcToSnowflake.Emulator.Streams;

/// <summary>
/// When SYSTEM$STREAM_HAS_DATA last found a stream empty, which puts its staleness off. A read takes no lock, so this is kept here until the next
/// commit writes it down with whatever else it does. What a crash loses of it makes a stream stale earlier, never later.
/// </summary>
internal sealed class StreamTouches
{
    private readonly ConcurrentDictionary<long, DateTimeOffset> _touched = new();

    public void Touch(long streamId, DateTimeOffset now) => _touched.AddOrUpdate(streamId, now, (_, before) => before > now ? before : now);

    public void Forget(long streamId) => _touched.TryRemove(streamId, out _);

    /// <summary>From when a stream's staleness counts.</summary>
    public DateTimeOffset Latest(long streamId, StreamOffset offset) =>
        _touched.TryGetValue(streamId, out var touched) && touched > offset.TouchedAt ? touched : offset.TouchedAt;

    /// <summary>Writes all touches into a transaction that is about to commit.</summary>
    public void Write(WriteScope write)
    {
        foreach (var (streamId, touched) in _touched)
        {
            if (write.State.Offsets.GetValueOrDefault(streamId) is not { } offset)
            {
                // Dropped, or made by a transaction that is not committed yet.
                continue;
            }

            if (touched > offset.TouchedAt)
            {
                write.PutOffset(streamId, offset with { TouchedAt = touched });
            }
        }
    }

    /// <summary>Forgets what a committed state has.</summary>
    public void Written(EngineState state)
    {
        foreach (var (streamId, touched) in _touched)
        {
            if (state.Offsets.GetValueOrDefault(streamId) is not { } offset || offset.TouchedAt >= touched)
            {
                _touched.TryRemove(new(streamId, touched));
            }
        }
    }
}
