using System.Buffers.Binary;

namespace CdcToSnowflake.Binlog.Protocol.Authentication.Ed25519;

/// <summary>Numbers modulo the order of the base point, 2^252 + 27742317777372353535851937790883648493; little-endian bytes. Bit by bit: slow enough to be obvious, and the same for any secret.</summary>
internal static class Scalar
{
    public const int Length = 32;
    private const int WideLimbs = 8;

    private static ReadOnlySpan<ulong> Order => [0x5812631A5CF5D3ED, 0x14DEF9DEA2F79CD6, 0, 0x1000000000000000];

    /// <summary>The remainder of a number of 64 bytes.</summary>
    public static byte[] Reduce(ReadOnlySpan<byte> wide)
    {
        Span<ulong> limbs = stackalloc ulong[WideLimbs];
        Load(wide, limbs);
        return Reduce(limbs);
    }

    /// <summary>a · b + c; each of 32 bytes, a below the order.</summary>
    public static byte[] MultiplyAdd(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ReadOnlySpan<byte> c)
    {
        Span<ulong> first = stackalloc ulong[Length / 8], second = stackalloc ulong[Length / 8], sum = stackalloc ulong[WideLimbs];
        Load(a, first);
        Load(b, second);
        sum.Clear();
        Load(c, sum[..(Length / 8)]);
        for (var i = 0; i < first.Length; i++)
        {
            ulong carry = 0;
            for (var j = 0; j < second.Length; j++)
            {
                var high = Math.BigMul(first[i], second[j], out var low);
                var total = new UInt128(high, low) + sum[i + j] + carry;
                sum[i + j] = (ulong)total;
                carry = (ulong)(total >> 64);
            }
            for (var at = i + second.Length; at < sum.Length; at++)
            {
                var total = (UInt128)sum[at] + carry;
                sum[at] = (ulong)total;
                carry = (ulong)(total >> 64);
            }
        }
        return Reduce(sum);
    }

    private static byte[] Reduce(ReadOnlySpan<ulong> wide)
    {
        Span<ulong> rest = stackalloc ulong[Length / 8], less = stackalloc ulong[Length / 8];
        rest.Clear();
        for (var bit = (64 * wide.Length) - 1; bit >= 0; bit--)
        {
            var carry = wide[bit >> 6] >> (bit & 63) & 1;
            for (var i = 0; i < rest.Length; i++)
                (rest[i], carry) = (rest[i] << 1 | carry, rest[i] >> 63);
            ulong borrow = 0;
            for (var i = 0; i < rest.Length; i++)
            {
                var difference = (UInt128)rest[i] - Order[i] - borrow;
                less[i] = (ulong)difference;
                borrow = (ulong)(difference >> 64) & 1;
            }
            for (var i = 0; i < rest.Length; i++)
                rest[i] = less[i] ^ ((0 - borrow) & (less[i] ^ rest[i]));
        }
        var bytes = new byte[Length];
        for (var i = 0; i < rest.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8 * i), rest[i]);
        return bytes;
    }

    private static void Load(ReadOnlySpan<byte> bytes, Span<ulong> limbs)
    {
        for (var i = 0; i < limbs.Length; i++)
            limbs[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(8 * i)..]);
    }
}
