using System.Buffers.Binary;
using System.Text;
using CdcToSnowflake.Binlog.Protocol;

namespace CdcToSnowflake.Binlog.Tests.Protocol;

/// <summary>The events of a stream as bytes, so that the protocol is tested apart from the decoder.</summary>
internal static class RawEvents
{
    public const byte Query = 2;
    public const byte Rotate = 4;
    public const byte FormatDescription = 15;
    public const byte Xid = 16;
    public const byte TableMap = 19;
    public const byte Heartbeat = 27;
    public const byte WriteRows = 30;
    public const byte HeartbeatV2 = 41;

    /// <summary>Reads until an event satisfies the condition, and returns all events up to and with it.</summary>
    public static async Task<List<byte[]>> ReadUntilAsync(BinlogStream stream, Func<byte[], bool> isLast)
    {
        var all = new List<byte[]>();
        while (true)
        {
            foreach (var raw in Split(await stream.ReadAsync()))
            {
                all.Add(raw);
                if (isLast(raw))
                    return all;
            }
        }
    }

    public static byte TypeOf(byte[] raw) => raw[4];

    public static bool Holds(byte[] raw, string text) => raw.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private static IEnumerable<byte[]> Split(ReadOnlyMemory<byte> events)
    {
        while (!events.IsEmpty)
        {
            var size = (int)BinaryPrimitives.ReadUInt32LittleEndian(events.Span[9..]);
            yield return events[..size].ToArray();
            events = events[size..];
        }
    }
}
