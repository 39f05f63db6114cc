using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;

namespace CdcToSnowflake.Emulator.Streams;

/// <summary>
/// Makes what is stale by the clock stale for good. "Introduction to streams", "Data retention period and staleness": unconsumed changes are then no longer accessible,
/// and a longer retention that comes afterwards brings none back. What only such streams would have shown is pruned.
/// </summary>
internal sealed class StreamExpiry(Engine engine)
{
    private DateOnly _lastDay;

    /// <summary>Once a day.</summary>
    public void Pass(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(engine.Clock.GetUtcNow().UtcDateTime);
        if (today == _lastDay)
        {
            return;
        }

        if (Expired(engine.State, engine).Any())
        {
            using var session = new Session(engine);
            new StatementExecutor(session).Change(
                context =>
                {
                    Seal(context.Write, engine);
                    return true;
                },
                StatementBinds.None,
                cancellationToken);
        }

        _lastDay = today;
    }

    /// <summary>Within a transaction, before it changes a retention.</summary>
    public static void Seal(WriteScope write, Engine engine)
    {
        var tables = new HashSet<long>();
        foreach (var (stream, offset, reason) in Expired(write.State, engine).ToList())
        {
            write.PutOffset(stream.Id, offset with { StaleReason = reason });
            tables.Add(stream.TableId);
        }

        foreach (var table in tables)
        {
            StreamConsumption.Prune(write, engine, null, table);
        }
    }

    private static IEnumerable<(StreamObject Stream, StreamOffset Offset, string Reason)> Expired(EngineState state, Engine engine)
    {
        var now = engine.Clock.GetUtcNow();
        foreach (var stream in state.Catalog.OfType<StreamObject>())
        {
            if (state.Offsets.GetValueOrDefault(stream.Id) is { StaleReason: null } offset && StreamAccess.StaleReason(stream, offset, state.Catalog, engine.Touches, now) is { } reason)
            {
                yield return (stream, offset, reason);
            }
        }
    }
}
