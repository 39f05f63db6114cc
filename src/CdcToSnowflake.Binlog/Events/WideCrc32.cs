using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CdcToSnowflake.Binlog.Events;

/// <summary>
/// CRC32 of long spans, 256 bytes a step where the processor multiplies polynomials 512 bits at a time: verifying checksums is about a fifth of decoding with the
/// framework's 128 bits. Folds by V. Gopal and others, "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction" (Intel, 2009); the rest is the framework's.
/// </summary>
internal static class WideCrc32
{
    private const int Lane = 64;
    private const int Step = 4 * Lane;

    /// <summary>Below this the setting up takes longer than it saves.</summary>
    private const int Least = 4 * Step;

    public static uint Hash(ReadOnlySpan<byte> bytes)
    {
        if (!Pclmulqdq.V512.IsSupported || bytes.Length < Least)
        {
            return Crc32.HashToUInt32(bytes);
        }

        // What is folded stands for all that came before it: so the hash of it and of the tail is the hash of the whole.
        Span<byte> rest = stackalloc byte[Lane + Step];
        var folded = bytes.Length / Step * Step;
        Fold(bytes[..folded]).CopyTo(rest);
        var tail = bytes[folded..];
        tail.CopyTo(rest[Lane..]);
        return Crc32.HashToUInt32(rest[..(Lane + tail.Length)]);
    }

    /// <summary>64 bytes with the same remainder as a whole number of steps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector512<byte> Fold(ReadOnlySpan<byte> bytes)
    {
        // x^(n+32) and x^(n-32) modulo the polynomial, bits reversed, for folding over n = 2048 and n = 512 bits; a test holds them to the framework's CRC.
        var overStep = Vector512.Create(Vector256.Create(Vector128.Create(0x0_1154_2778AUL, 0x1_322D_1430UL)));
        var overLane = Vector512.Create(Vector256.Create(Vector128.Create(0x1_5444_2BD4UL, 0x1_C6E4_1596UL)));

        // A CRC32 begins with all ones: the framework does so with what it gets here, so they are put in now and taken out at the end.
        var ones = Vector512.CreateScalar(0xFFFF_FFFFUL);
        ref var at = ref MemoryMarshal.GetReference(bytes);
        var (a, b, c, d) = (Load(ref at, 0) ^ ones, Load(ref at, Lane), Load(ref at, 2 * Lane), Load(ref at, 3 * Lane));
        for (var offset = Step; offset < bytes.Length; offset += Step)
        {
            ref var next = ref Unsafe.Add(ref at, offset);
            a = Over(a, overStep) ^ Load(ref next, 0);
            b = Over(b, overStep) ^ Load(ref next, Lane);
            c = Over(c, overStep) ^ Load(ref next, 2 * Lane);
            d = Over(d, overStep) ^ Load(ref next, 3 * Lane);
        }

        b ^= Over(a, overLane);
        c ^= Over(b, overLane);
        d ^= Over(c, overLane);
        return (d ^ ones).AsByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Over(Vector512<ulong> value, Vector512<ulong> distance) =>
        Pclmulqdq.V512.CarrylessMultiply(value, distance, 0x00) ^ Pclmulqdq.V512.CarrylessMultiply(value, distance, 0x11);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Load(ref byte at, int offset) => Vector512.LoadUnsafe(ref at, (nuint)offset).AsUInt64();
}
