using System.Buffers.Binary;
using System.IO.Hashing;

namespace CdcToSnowflake.Binlog.Tests.Events;

/// <summary>Makes a binlog of CRC32 events into another one, event by event; sizes, places and checksums follow.</summary>
internal static class BinlogRewriter
{
    /// <param name="file">The file.</param>
    /// <param name="rewrite">Takes an event without its checksum, and gives what stands in its place.</param>
    public static byte[] Rewrite(byte[] file, Func<byte[], IEnumerable<byte[]>> rewrite)
    {
        var result = new List<byte>(file[..4]);
        for (var at = 4; at < file.Length;)
        {
            var size = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 9));
            foreach (var bytes in rewrite(file[at..(at + size - 4)]))
            {
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(9), bytes.Length + 4);
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(13), result.Count + bytes.Length + 4);
                result.AddRange(bytes);
                result.AddRange(Crc32.Hash(bytes));
            }

            at += size;
        }

        return [.. result];
    }

    /// <summary>An event of another type with a body of its own, from the same second and server.</summary>
    public static byte[] Like(byte[] other, byte type, byte[] body)
    {
        byte[] made = [.. other[..19], .. body];
        made[4] = type;
        return made;
    }
}
