using System.Buffers.Binary;

namespace OwnerApp.Brands;

/// <summary>Where a recorded binlog's transactions begin, as its events' headers tell it (MySQL Internals Manual, "Binlog Event Header").</summary>
internal static class RecordedTransactions
{
    /// <summary>What stands before a file's first event.</summary>
    public const int MagicLength = 4;

    // Of a header: seconds since 1970, type, server, size.
    private const int TypeAt = 4;
    private const int SizeAt = 9;
    private const byte GtidEvent = 33;

    /// <summary>A file's transactions, each with where it begins and when it was committed.</summary>
    public static IEnumerable<(int At, DateTimeOffset Committed)> Of(byte[] file)
    {
        for (var at = MagicLength; at < file.Length; at += BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + SizeAt)))
        {
            if (file[at + TypeAt] == GtidEvent)
            {
                yield return (at, DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at))));
            }
        }
    }
}
