using System.Buffers.Binary;

namespace CdcToSnowflake.Binlog.Protocol.Authentication.Ed25519;

/// <summary>A number modulo 2^255 − 19 in five limbs of 51 bits. No operation branches on its value, or looks anything up by it.</summary>
internal readonly struct FieldElement(ulong a0, ulong a1, ulong a2, ulong a3, ulong a4)
{
    private const int LimbBits = 51;
    private const ulong Mask = (1UL << LimbBits) - 1;

    private readonly ulong _0 = a0;
    private readonly ulong _1 = a1;
    private readonly ulong _2 = a2;
    private readonly ulong _3 = a3;
    private readonly ulong _4 = a4;

    public static FieldElement Zero => default;

    public static FieldElement One => new(1, 0, 0, 0, 0);

    /// <summary>From a hexadecimal number; for the curve's constants.</summary>
    public static FieldElement Parse(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        Array.Reverse(bytes);
        return FromBytes(bytes);
    }

    /// <summary>From 32 bytes, little-endian; bit 255 is left out.</summary>
    public static FieldElement FromBytes(ReadOnlySpan<byte> bytes)
    {
        ulong Limb(ReadOnlySpan<byte> from, int shift) => BinaryPrimitives.ReadUInt64LittleEndian(from) >> shift & Mask;
        return new(Limb(bytes, 0), Limb(bytes[6..], 3), Limb(bytes[12..], 6), Limb(bytes[19..], 1), Limb(bytes[24..], 12));
    }

    /// <summary>The one number below 2^255 − 19 that it stands for, 32 bytes, little-endian.</summary>
    public void CopyTo(Span<byte> bytes)
    {
        var reduced = Carried(Carried(this));

        // 19 more than the number carries into bit 255 exactly if the number is 2^255 − 19 or more.
        var over = (reduced._0 + 19) >> LimbBits;
        over = (reduced._1 + over) >> LimbBits;
        over = (reduced._2 + over) >> LimbBits;
        over = (reduced._3 + over) >> LimbBits;
        over = (reduced._4 + over) >> LimbBits;
        var l0 = reduced._0 + (19 * over);
        var l1 = reduced._1 + (l0 >> LimbBits);
        var l2 = reduced._2 + (l1 >> LimbBits);
        var l3 = reduced._3 + (l2 >> LimbBits);
        var l4 = reduced._4 + (l3 >> LimbBits);
        (l0, l1, l2, l3, l4) = (l0 & Mask, l1 & Mask, l2 & Mask, l3 & Mask, l4 & Mask);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, l0 | l1 << 51);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], l1 >> 13 | l2 << 38);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], l2 >> 26 | l3 << 25);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[24..], l3 >> 39 | l4 << 12);
    }

    /// <summary>The first if <paramref name="bit"/> is 0, the second if it is 1.</summary>
    public static FieldElement Choose(in FieldElement first, in FieldElement second, ulong bit)
    {
        var mask = 0 - bit;
        return new(
            first._0 ^ (mask & (first._0 ^ second._0)),
            first._1 ^ (mask & (first._1 ^ second._1)),
            first._2 ^ (mask & (first._2 ^ second._2)),
            first._3 ^ (mask & (first._3 ^ second._3)),
            first._4 ^ (mask & (first._4 ^ second._4)));
    }

    public static FieldElement operator +(in FieldElement a, in FieldElement b) =>
        Carried(new(a._0 + b._0, a._1 + b._1, a._2 + b._2, a._3 + b._3, a._4 + b._4));

    public static FieldElement operator -(in FieldElement a, in FieldElement b)
    {
        // Twice the modulus on top, so that no limb goes below zero.
        const ulong first = 2 * (Mask - 18);
        const ulong other = 2 * Mask;
        return Carried(new(a._0 + first - b._0, a._1 + other - b._1, a._2 + other - b._2, a._3 + other - b._3, a._4 + other - b._4));
    }

    public static FieldElement operator *(in FieldElement a, in FieldElement b)
    {
        // What would stand from limb 5 on stands 255 bits lower, 19 times.
        ulong b1 = 19 * b._1, b2 = 19 * b._2, b3 = 19 * b._3, b4 = 19 * b._4;
        var r0 = Product(a._0, b._0) + Product(a._1, b4) + Product(a._2, b3) + Product(a._3, b2) + Product(a._4, b1);
        var r1 = Product(a._0, b._1) + Product(a._1, b._0) + Product(a._2, b4) + Product(a._3, b3) + Product(a._4, b2);
        var r2 = Product(a._0, b._2) + Product(a._1, b._1) + Product(a._2, b._0) + Product(a._3, b4) + Product(a._4, b3);
        var r3 = Product(a._0, b._3) + Product(a._1, b._2) + Product(a._2, b._1) + Product(a._3, b._0) + Product(a._4, b4);
        var r4 = Product(a._0, b._4) + Product(a._1, b._3) + Product(a._2, b._2) + Product(a._3, b._1) + Product(a._4, b._0);
        r1 += r0 >> LimbBits;
        r2 += r1 >> LimbBits;
        r3 += r2 >> LimbBits;
        r4 += r3 >> LimbBits;
        var l0 = ((ulong)r0 & Mask) + (19 * (ulong)(r4 >> LimbBits));
        return new(l0 & Mask, ((ulong)r1 & Mask) + (l0 >> LimbBits), (ulong)r2 & Mask, (ulong)r3 & Mask, (ulong)r4 & Mask);
    }

    /// <summary>1 divided by it: its power of 2^255 − 21 (Fermat), whose bits are all 1 but those of 2 and 4.</summary>
    public FieldElement Inverse()
    {
        var result = One;
        for (var bit = 254; bit >= 0; bit--)
        {
            result *= result;
            if (bit is not (2 or 4))
                result *= this;
        }
        return result;
    }

    private static FieldElement Carried(in FieldElement a)
    {
        var l0 = (a._0 & Mask) + (19 * (a._4 >> LimbBits));
        return new(l0, (a._1 & Mask) + (a._0 >> LimbBits), (a._2 & Mask) + (a._1 >> LimbBits), (a._3 & Mask) + (a._2 >> LimbBits), (a._4 & Mask) + (a._3 >> LimbBits));
    }

    private static UInt128 Product(ulong a, ulong b) => new(Math.BigMul(a, b, out var low), low);
}
