using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog.Positions;

/// <summary>An event as it was read in a server's log, so that the log is known again: <c>server/file:start,length@second#hash</c>.</summary>
/// <param name="Server">Whose log it is: <see cref="BinlogServerInfo.LogOwner"/>.</param>
/// <param name="File">The file.</param>
/// <param name="Start">Where the event starts in it.</param>
/// <param name="Length">How long its body is: without the checksum, which a server may add or leave out as it sends.</param>
/// <param name="Second">When it was written: seconds since 1970 UTC. A server that repeats its numbers after a restore does so later.</param>
/// <param name="Hash">Of its type, server and body.</param>
internal readonly record struct LoggedEvent(string Server, string File, long Start, int Length, uint Second, uint Hash)
{
    // A statement's or commit's whole body; of a compressed transaction, which may have hundreds of MiB, the sizes and the first of its rows.
    private const int Hashed = 512;

    private const int HeadLength = 5;

    public static LoggedEvent Create(string server, string file, long start, in EventHeader header, ReadOnlySpan<byte> body)
    {
        Span<byte> bytes = stackalloc byte[Hashed];
        bytes[0] = (byte)header.Type;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[1..], header.ServerId);
        var first = body[..Math.Min(body.Length, Hashed - HeadLength)];
        first.CopyTo(bytes[HeadLength..]);
        return new LoggedEvent(server, file, start, body.Length, header.Timestamp, Crc32.HashToUInt32(bytes[..(HeadLength + first.Length)]));
    }

    public static bool TryParse(string text, out LoggedEvent found)
    {
        // From the end: a file's name may hold any of these marks.
        var hash = text.LastIndexOf('#');
        var second = text.LastIndexOf('@', Math.Max(hash, 0));
        var length = text.LastIndexOf(',', Math.Max(second, 0));
        var start = text.LastIndexOf(':', Math.Max(length, 0));
        var file = text.IndexOf('/', StringComparison.Ordinal);
        found = default;
        if (file <= 0 || start <= file + 1 || length < start || second < length || hash < second
            || !long.TryParse(text.AsSpan()[(start + 1)..length], NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            || !int.TryParse(text.AsSpan()[(length + 1)..second], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || !uint.TryParse(text.AsSpan()[(second + 1)..hash], NumberStyles.None, CultureInfo.InvariantCulture, out var when)
            || !uint.TryParse(text.AsSpan()[(hash + 1)..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var crc))
        {
            return false;
        }

        found = new LoggedEvent(text[..file], text[(file + 1)..start], at, size, when, crc);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Server}/{File}:{Start},{Length}@{Second}#{Hash:x8}");
}
