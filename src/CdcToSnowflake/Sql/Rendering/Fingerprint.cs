using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace CdcToSnowflake.Sql.Rendering;

/// <summary>What tells one text from another: the first bytes of its UTF-8's SHA-256. Taken ten thousand times a plan, and of texts of a megabyte, so it leaves nothing to the collector but the answer.</summary>
internal static class Fingerprint
{
    private const int Bytes = 8;

    /// <summary>Of one text.</summary>
    public static byte[] Of(ReadOnlySpan<char> text)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetByteCount(text));
        byte[] fingerprint = Of(bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)));
        ArrayPool<byte>.Shared.Return(bytes);
        return fingerprint;
    }

    /// <summary>Of several texts, as if they were one with a line break between them.</summary>
    public static byte[] Of(IReadOnlyList<string> texts)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(texts.Sum(Encoding.UTF8.GetByteCount) + texts.Count);
        int length = 0;
        for (int i = 0; i < texts.Count; i++)
        {
            if (i > 0)
            {
                bytes[length++] = (byte)'\n';
            }
            length += Encoding.UTF8.GetBytes(texts[i], bytes.AsSpan(length));
        }
        byte[] fingerprint = Of(bytes.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(bytes);
        return fingerprint;
    }

    private static byte[] Of(ReadOnlySpan<byte> utf8)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8, hash);
        return hash[..Bytes].ToArray();
    }
}
