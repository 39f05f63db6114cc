using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;

namespace CdcToSnowflake.Emulator.Streams;

/// <summary>Moves the offsets of the streams that a transaction's DML has read, in that transaction, and prunes what no stream will show again.</summary>
internal static class StreamConsumption
{
    public static void Apply(WriteScope write, Engine engine, SessionTransaction transaction, IEnumerable<(long StreamId, StreamWindow Window)> consumed)
    {
        var now = engine.Clock.GetUtcNow();
        var tables = new HashSet<long>();
        foreach (var (streamId, window) in consumed)
        {
            if (write.Catalog.ById<StreamObject>(streamId) is not { } stream)
            {
                continue;
            }

            // After the initial rows come the changes since the stream's creation, so the version stays.
            write.PutOffset(streamId, new StreamOffset(window.Initial ? window.From : window.To, false, now));
            if (window.Initial && !engine.Pins.AnyOn(streamId, transaction))
            {
                write.Execute("DROP TABLE IF EXISTS " + PhysicalTable.Initial(streamId));
            }

            tables.Add(stream.TableId);
        }

        foreach (var tableId in tables)
        {
            Prune(write, engine, transaction, tableId);
        }
    }

    /// <summary>Forgets the changes of a table that no stream on it, and no other transaction, will show.</summary>
    public static void Prune(WriteScope write, Engine engine, SessionTransaction? transaction, long tableId)
    {
        var keepAfter = engine.Pins.Lowest(tableId, transaction);
        foreach (var stream in write.Catalog.StreamsOn(tableId))
        {
            if (write.State.Offsets.GetValueOrDefault(stream.Id) is { StaleReason: null } offset)
            {
                keepAfter = Math.Min(keepAfter, offset.Version);
            }
        }

        var gone = keepAfter == long.MaxValue ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" WHERE {ChangeLog.Order} <= {ChangeLog.After(keepAfter)}");
        write.Execute($"DELETE FROM {PhysicalTable.Log(tableId)}{gone}");
    }
}
