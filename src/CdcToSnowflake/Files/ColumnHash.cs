using System.Security.Cryptography;
using System.Text;

namespace CdcToSnowflake.Files;

/// <summary>What stands in place of a value: HMAC-SHA-256 under a salt, the same in every table and brand that has the same salt.</summary>
internal sealed class ColumnHash(string salt)
{
    /// <summary>Bytes of a hash as text.</summary>
    public const int Length = 2 * HMACSHA256.HashSizeInBytes;

    private readonly byte[] _salt = Encoding.UTF8.GetBytes(salt);

    /// <summary>Writes the hash of a value in <see cref="Length"/> lower-case hexadecimal digits.</summary>
    public void Write(ReadOnlySpan<byte> value, Span<byte> hex)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_salt, value, hash);
        Convert.TryToHexStringLower(hash, hex, out _);
    }
}
