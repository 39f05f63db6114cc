using System.Text;

namespace CdcToSnowflake.Binlog.Events;

/// <summary>FORMAT_DESCRIPTION: who wrote the file and how.</summary>
internal sealed class FormatDescription
{
    private const int ChecksumLength = 4;

    private readonly byte[] _postHeaderLengths;

    private FormatDescription(string serverVersion, byte[] postHeaderLengths, bool hasChecksums)
    {
        ServerVersion = serverVersion;
        IsMariaDb = serverVersion.Contains("MariaDB", StringComparison.OrdinalIgnoreCase);
        _postHeaderLengths = postHeaderLengths;
        HasChecksums = hasChecksums;
    }

    public string ServerVersion { get; }

    public bool IsMariaDb { get; }

    /// <summary>Whether every event ends with a CRC32.</summary>
    public bool HasChecksums { get; }

    /// <summary>The fixed part of a type's body; 0 where the file doesn't say.</summary>
    public int PostHeaderLength(EventType type) => (int)type <= _postHeaderLengths.Length ? _postHeaderLengths[(int)type - 1] : 0;

    /// <param name="body">The body with its trailing checksum, if any.</param>
    public static FormatDescription Create(ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body);
        var binlogVersion = reader.U16();
        var nameBytes = reader.Bytes(50);
        var end = nameBytes.IndexOf((byte)0);
        var serverVersion = Encoding.ASCII.GetString(end < 0 ? nameBytes : nameBytes[..end]);
        reader.Skip(4);
        var headerLength = reader.U8();
        if (!IsVersion(serverVersion) || (binlogVersion == 4 && headerLength != EventFrame.HeaderLength))
        {
            throw EventPlace.Corrupt("A format description that names no server's version, or headers that no server writes: the bytes there aren't one.");
        }

        if (binlogVersion != 4)
        {
            throw EventPlace.Unsupported($"Binlog format {binlogVersion}; format 4 is read (MySQL 5.0+).");
        }

        if (!KnowsChecksums(serverVersion))
        {
            return new FormatDescription(serverVersion, reader.Rest().ToArray(), hasChecksums: false);
        }

        // Even with the algorithm "none" the format description itself ends with a CRC32.
        var lengths = reader.Bytes(Math.Max(reader.Left - ChecksumLength - 1, 0)).ToArray();
        var algorithm = reader.U8();
        return algorithm <= 1
            ? new FormatDescription(serverVersion, lengths, algorithm == 1)
            : throw EventPlace.Unsupported($"Checksum algorithm {algorithm}; 0 (none) and 1 (CRC32) are known.");
    }

    /// <summary>Whether a format description of this body ends with a CRC32.</summary>
    public static bool HasOwnChecksum(ReadOnlySpan<byte> body)
    {
        if (body.Length < 52)
        {
            return false;
        }

        var name = body.Slice(2, 50);
        var end = name.IndexOf((byte)0);
        return KnowsChecksums(Encoding.ASCII.GetString(end < 0 ? name : name[..end]));
    }

    /// <summary>Whether a text may be a server's version ("8.0.36-log", "11.8.2-MariaDB"), and not bytes that a wrong offset shows.</summary>
    private static bool IsVersion(string text) => text.Length > 0 && char.IsAsciiDigit(text[0]) && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>Whether the server is MySQL 5.6.1+ or MariaDB 5.3+: older ones write no checksums and no algorithm byte.</summary>
    private static bool KnowsChecksums(string serverVersion)
    {
        Span<int> numbers = stackalloc int[3];
        var count = 0;
        foreach (var c in serverVersion)
        {
            if (char.IsAsciiDigit(c))
            {
                numbers[count] = Math.Min((numbers[count] * 10) + (c - '0'), 100_000);
            }
            else if (c != '.' || ++count == 3)
            {
                break;
            }
        }

        var least = serverVersion.Contains("MariaDB", StringComparison.OrdinalIgnoreCase) ? 50_300 : 50_601;
        return (numbers[0] * 10_000) + (numbers[1] * 100) + numbers[2] >= least;
    }
}
