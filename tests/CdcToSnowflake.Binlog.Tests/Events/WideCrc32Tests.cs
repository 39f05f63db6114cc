using System.IO.Hashing;
using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog.Tests.Events;

/// <summary>The framework's CRC32 is the judge. On a processor without wide multiplication both are the same, and then only the corpus' own checksums judge.</summary>
public sealed class WideCrc32Tests
{
    [Fact]
    public void Hash_AnyLength_IsTheFrameworks()
    {
        var bytes = new byte[9000];
        new Random(1).NextBytes(bytes);
        for (var length = 0; length <= bytes.Length; length += length is > 900 and < 1400 or > 8400 ? 1 : 37)
        {
            var span = bytes.AsSpan(bytes.Length - length);
            Assert.Equal(Crc32.HashToUInt32(span), WideCrc32.Hash(span));
        }
    }

    [Fact]
    public void Hash_OneBitAnywhere_Changes()
    {
        var bytes = new byte[3000];
        var zero = WideCrc32.Hash(bytes);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit >> 3] ^= (byte)(1 << (bit & 7));
            Assert.NotEqual(zero, WideCrc32.Hash(bytes));
            bytes[bit >> 3] = 0;
        }
    }
}
