using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace CdcToSnowflake.Binlog.Tests.Events;

/// <summary>Makes binlog files by hand, by the layouts in the servers' headers, for what no server at hand writes.</summary>
internal sealed class BinlogBuilder
{
    public const byte Query = 2;
    public const byte Xid = 16;
    public const byte TableMap = 19;
    public const byte WriteRowsV1 = 23;
    public const byte UpdateRowsV1 = 24;
    public const byte Incident = 26;
    public const byte WriteRows = 30;

    private const int FormatDescription = 15;
    private const int HeaderLength = 19;

    /// <summary>MySQL 8.0's fixed lengths by type, from 1 on.</summary>
    private static readonly byte[] s_postHeaderLengths =
        [0, 13, 0, 8, 0, 0, 0, 4, 4, 4, 4, 18, 0, 0, 98, 0, 4, 26, 8, 0, 0, 0, 8, 8, 8, 2, 0, 0, 0, 10, 10, 10, 42, 42, 0, 18, 52, 0, 10, 40, 0];

    private readonly List<byte> _bytes = [0xFE, (byte)'b', (byte)'i', (byte)'n'];
    private readonly bool _hasChecksums;

    /// <param name="serverVersion">Before 5.6.1 there are no checksums, and no byte that says so.</param>
    /// <param name="hasChecksums">Whether events end with a CRC32.</param>
    /// <param name="tableIdWidth">Bytes of a table's number: 6; 4 in the first servers of 5.1.</param>
    public BinlogBuilder(string serverVersion, bool hasChecksums = false, int tableIdWidth = 6)
    {
        var version = Version.Parse(serverVersion.Split('-')[0]);
        var knowsChecksums = version >= new Version(5, 6, 1);
        var lengths = s_postHeaderLengths[..(knowsChecksums ? s_postHeaderLengths.Length : 27)];
        if (tableIdWidth == 4)
        {
            lengths[TableMap - 1] = lengths[WriteRowsV1 - 1] = lengths[UpdateRowsV1 - 1] = 6;
        }

        var body = new List<byte> { 4, 0 };
        body.AddRange(Encoding.ASCII.GetBytes(serverVersion.PadRight(50, '\0')));
        body.AddRange([0, 0, 0, 0, HeaderLength, .. lengths]);
        if (knowsChecksums)
        {
            body.Add(hasChecksums ? (byte)1 : (byte)0);
        }

        Add(FormatDescription, body, hasChecksum: knowsChecksums);
        _hasChecksums = hasChecksums;
    }

    public int Length => _bytes.Count;

    public BinlogBuilder Add(int type, IReadOnlyCollection<byte> body, ushort flags = 0) => Add(type, body, _hasChecksums, flags);

    public BinlogBuilder AddQuery(string sql) => Add(Query, [.. new byte[8], 0, 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(sql)]);

    public BinlogBuilder AddXid() => Add(Xid, new byte[8]);

    /// <summary>A table s.t without optional metadata.</summary>
    public BinlogBuilder AddTable(byte[] types, byte[] metadata, int tableIdWidth = 6) =>
        Add(TableMap, [1, .. new byte[tableIdWidth - 1], 1, 0, 1, (byte)'s', 0, 1, (byte)'t', 0, (byte)types.Length, .. types, (byte)metadata.Length, .. metadata, .. Bitmap(types.Length)]);

    /// <summary>Rows of version 1 of all columns.</summary>
    public BinlogBuilder AddRowsV1(int type, int columns, byte[] images, int tableIdWidth = 6) =>
        Add(type, [1, .. new byte[tableIdWidth - 1], 1, 0, (byte)columns, .. Bitmap(columns), .. type == UpdateRowsV1 ? Bitmap(columns) : [], .. images]);

    /// <summary>Inserted rows of version 2 of all columns, with extra information.</summary>
    public BinlogBuilder AddInserts(int columns, byte[] extra, byte[] images) =>
        Add(WriteRows, [1, 0, 0, 0, 0, 0, 1, 0, (byte)(extra.Length + 2), (byte)((extra.Length + 2) >> 8), .. extra, (byte)columns, .. Bitmap(columns), .. images]);

    public byte[] ToArray() => [.. _bytes];

    private static byte[] Bitmap(int columns)
    {
        var bitmap = new byte[(columns + 7) / 8];
        for (var i = 0; i < columns; i++)
        {
            bitmap[i >> 3] |= (byte)(1 << (i & 7));
        }

        return bitmap;
    }

    private BinlogBuilder Add(int type, IReadOnlyCollection<byte> body, bool hasChecksum, ushort flags = 0)
    {
        var bytes = new byte[HeaderLength + body.Count];
        var size = bytes.Length + (hasChecksum ? 4 : 0);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, 1_700_000_000);
        bytes[4] = (byte)type;
        bytes[5] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(9), size);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(13), _bytes.Count + size);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(17), flags);
        body.ToArray().CopyTo(bytes, HeaderLength);
        _bytes.AddRange(bytes);
        if (hasChecksum)
        {
            _bytes.AddRange(Crc32.Hash(bytes));
        }

        return this;
    }
}
