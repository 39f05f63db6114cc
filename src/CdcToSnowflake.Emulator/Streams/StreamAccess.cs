using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Streams;

/// <summary>Decides what a transaction sees of a stream, or why it cannot be read.</summary>
internal static class StreamAccess
{
    public static (TableObject Table, StreamWindow Window) Open(StreamObject stream, EngineState state, SessionTransaction transaction, StreamTouches touches, DateTimeOffset now)
    {
        var offset = state.Offsets[stream.Id];
        if (StaleReason(stream, offset, state.Catalog, touches, now) is { } reason)
        {
            throw new SnowflakeException(91901, "55000", $"Stream {stream.Key} is stale and cannot be read: {reason} Recreate the stream and reconcile its consumers in full.");
        }

        return (state.Catalog.ById<TableObject>(stream.TableId)!, transaction.Window(stream, offset));
    }

    /// <summary>Why the stream can't be read any more; null = it can.</summary>
    public static string? StaleReason(StreamObject stream, StreamOffset offset, CatalogSnapshot catalog, StreamTouches touches, DateTimeOffset now)
    {
        if (offset.StaleReason is { } reason)
        {
            return reason;
        }

        return catalog.ById<TableObject>(stream.TableId) is { } table && StaleAfter(stream, table, offset, touches) is var after && now > after
            ? $"it was not consumed before {after:yyyy-MM-dd HH:mm:ss}Z, when the retention of {table.Key} ended."
            : null;
    }

    public static DateTimeOffset StaleAfter(StreamObject stream, TableObject table, StreamOffset offset, StreamTouches touches) =>
        touches.Latest(stream.Id, offset).AddDays(Math.Max(table.RetentionDays, table.ExtensionDays));

    public static StreamObject Find(CatalogSnapshot catalog, CatalogKey key, ObjectName written) =>
        catalog.Find(key) as StreamObject ?? throw SnowflakeException.DoesNotExist("Stream", written);
}
