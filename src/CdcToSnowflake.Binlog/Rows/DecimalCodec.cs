using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog.Rows;

/// <summary>
/// MySQL's DECIMAL (strings/decimal.cc): groups of nine decimal digits as big-endian integers of 4 bytes, the groups at both ends shorter; the first bit flipped,
/// a negative value all inverted.
/// </summary>
internal static class DecimalCodec
{
    /// <summary>Digits of the nine groups that the server computes with. A column has 65 at most; in JSON whole groups may be there.</summary>
    public const int MaxDigits = 81;

    /// <summary>A sign, the digits, a point, and a zero before it.</summary>
    public const int MaxTextLength = MaxDigits + 3;

    private const int DigitsPerGroup = 9;

    private static ReadOnlySpan<byte> BytesByDigits => [0, 1, 1, 2, 2, 3, 3, 4, 4, 4];

    private static ReadOnlySpan<uint> Pow10 => [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];

    public static int Width(int precision, int scale)
    {
        var whole = precision - scale;
        return (whole / DigitsPerGroup * 4) + BytesByDigits[whole % DigitsPerGroup] + (scale / DigitsPerGroup * 4) + BytesByDigits[scale % DigitsPerGroup];
    }

    public static bool TryGetInt64(ReadOnlySpan<byte> bytes, int precision, int scale, out long unscaled)
    {
        if (precision > 18)
        {
            unscaled = 0;
            return false;
        }

        var groups = new Groups(bytes, precision, scale);
        ulong value = 0;
        while (groups.Next(out var group, out var digits))
        {
            value = (value * Pow10[digits]) + group;
        }

        unscaled = groups.IsNegative ? -(long)value : (long)value;
        return true;
    }

    public static bool TryGetInt128(ReadOnlySpan<byte> bytes, int precision, int scale, out Int128 unscaled)
    {
        if (precision > 38)
        {
            unscaled = 0;
            return false;
        }

        var groups = new Groups(bytes, precision, scale);
        var value = UInt128.Zero;
        while (groups.Next(out var group, out var digits))
        {
            value = (value * Pow10[digits]) + group;
        }

        unscaled = groups.IsNegative ? -(Int128)value : (Int128)value;
        return true;
    }

    public static bool TryGetDecimal(ReadOnlySpan<byte> bytes, int precision, int scale, out decimal value)
    {
        value = 0;
        if (scale > 28)
        {
            return false;
        }

        var groups = new Groups(bytes, precision, scale);
        var unscaled = UInt128.Zero;
        while (groups.Next(out var group, out var digits))
        {
            unscaled = (unscaled * Pow10[digits]) + group;
            if (unscaled >> 96 != UInt128.Zero)
            {
                return false;
            }
        }

        value = new decimal((int)(uint)unscaled, (int)(uint)(unscaled >> 32), (int)(uint)(unscaled >> 64), groups.IsNegative && unscaled != UInt128.Zero, (byte)scale);
        return true;
    }

    public static bool TryFormat(ReadOnlySpan<byte> bytes, int precision, int scale, Span<byte> utf8, out int written)
    {
        written = 0;
        Span<byte> digits = stackalloc byte[DigitsPerGroup * 10];
        var groups = new Groups(bytes, precision, scale);
        var count = 0;
        while (groups.Next(out var group, out var length))
        {
            BinlogDateTime.Digits(digits[count..], (int)group, length);
            count += length;
        }

        var whole = precision - scale;
        var first = 0;
        while (first < whole - 1 && digits[first] == (byte)'0')
        {
            first++;
        }

        var size = (groups.IsNegative ? 1 : 0) + Math.Max(whole - first, 1) + (scale > 0 ? 1 + scale : 0);
        if (utf8.Length < size)
        {
            return false;
        }

        if (groups.IsNegative)
        {
            utf8[written++] = (byte)'-';
        }

        if (whole == 0)
        {
            utf8[written++] = (byte)'0';
        }

        digits[first..whole].CopyTo(utf8[written..]);
        written += whole - first;
        if (scale > 0)
        {
            utf8[written++] = (byte)'.';
            digits.Slice(whole, scale).CopyTo(utf8[written..]);
            written += scale;
        }

        return true;
    }

    /// <summary>Walks the groups from the most significant one.</summary>
    private ref struct Groups
    {
        private readonly ReadOnlySpan<byte> _bytes;
        private readonly uint _mask;
        private int _position;
        private int _whole;
        private int _scale;

        public Groups(ReadOnlySpan<byte> bytes, int precision, int scale)
        {
            _bytes = bytes;
            _mask = (bytes[0] & 0x80) == 0 ? uint.MaxValue : 0;
            _whole = precision - scale;
            _scale = scale;
        }

        public readonly bool IsNegative => _mask != 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool Next(out uint group, out int digits)
        {
            if (_whole > 0)
            {
                // The odd group of the whole part comes first, that of the fraction last.
                digits = _whole % DigitsPerGroup;
                digits = digits == 0 ? DigitsPerGroup : digits;
                _whole -= digits;
            }
            else if (_scale > 0)
            {
                digits = Math.Min(_scale, DigitsPerGroup);
                _scale -= digits;
            }
            else
            {
                group = 0;
                digits = 0;
                return false;
            }

            var width = BytesByDigits[digits];
            var at = _bytes[_position..];
            var flip = _position == 0 ? 0x80u << ((width - 1) * 8) : 0;
            var raw = width switch
            {
                1 => at[0],
                2 => BinaryPrimitives.ReadUInt16BigEndian(at),
                3 => (uint)((at[0] << 16) | (at[1] << 8) | at[2]),
                _ => BinaryPrimitives.ReadUInt32BigEndian(at),
            };
            _position += width;
            group = (raw ^ flip ^ _mask) & (uint.MaxValue >> (32 - (width * 8)));
            if (group >= Pow10[digits])
            {
                throw EventPlace.Corrupt($"A DECIMAL's group of {digits} digits holds {group}.");
            }

            return true;
        }
    }
}
