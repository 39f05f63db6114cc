using System.IO.Compression;

namespace CdcToSnowflake.Emulator.Server.Http;

/// <summary>A part of a result, as it will be sent: the first one's rows as a JSON array, to stand beside the metadata; the others as compressed bodies.</summary>
internal sealed record StoredPartition(int Rows, int UncompressedSize, byte[] Content)
{
    public static StoredPartition First(int rows, byte[] data) => new(rows, data.Length, data);

    public static StoredPartition Further(int rows, byte[] data)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write("{\"data\":"u8);
            gzip.Write(data);
            gzip.Write("}"u8);
        }

        return new StoredPartition(rows, data.Length, packed.ToArray());
    }
}
