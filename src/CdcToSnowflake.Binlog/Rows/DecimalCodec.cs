using System.Runtime.CompilerServices;
using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog.Rows;

/// <summary>
/// MySQL's DECIMAL (strings/decimal.cc): the first bit flipped, a negative value all inverted. Spans are exactly as long as the layout says.
/// </summary>
internal static class DecimalCodec
{
    /// <summary>A sign, the digits, a point, and a zero before it.</summary>
    public const int MaxTextLength = DecimalLayout.MaxDigits + 3;

    private const int MaxInt64Digits = 18;
    private const int MaxInt128Digits = 38;
    private const int MaxDecimalScale = 28;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryGetInt64(ReadOnlySpan<byte> bytes, DecimalLayout layout, out long unscaled)
    {
        if (layout.Short is { } quick)
        {
            return quick.TryDecode(bytes, out unscaled) || ThrowTooLarge(layout);
        }

        return TryGetLongInt64(bytes, layout, out unscaled);
    }

    public static bool TryGetInt128(ReadOnlySpan<byte> bytes, DecimalLayout layout, out Int128 unscaled)
    {
        if (layout.Precision > MaxInt128Digits)
        {
            unscaled = 0;
            return false;
        }

        // 18 digits at a time, so that only every other group costs a wide multiplication.
        var groups = new Groups(bytes, layout);
        UInt128 value = 0;
        while (groups.Next(out var digits, out var power))
        {
            if (groups.Next(out var more, out var morePower))
            {
                digits = (digits * morePower) + more;
                power *= morePower;
            }

            value = (value * power) + digits;
        }

        unscaled = groups.IsNegative ? -(Int128)value : (Int128)value;
        return true;
    }

    public static bool TryGetDecimal(ReadOnlySpan<byte> bytes, DecimalLayout layout, out decimal value)
    {
        value = 0;
        if (layout.Scale > MaxDecimalScale)
        {
            return false;
        }

        var groups = new Groups(bytes, layout);
        var unscaled = UInt128.Zero;
        while (groups.Next(out var digits, out var power))
        {
            unscaled = (unscaled * power) + digits;
            if (unscaled >> 96 != UInt128.Zero)
            {
                return false;
            }
        }

        value = new decimal((int)(uint)unscaled, (int)(uint)(unscaled >> 32), (int)(uint)(unscaled >> 64), groups.IsNegative && unscaled != UInt128.Zero, (byte)layout.Scale);
        return true;
    }

    public static bool TryFormat(ReadOnlySpan<byte> bytes, DecimalLayout layout, Span<byte> utf8, out int written)
    {
        written = 0;
        Span<byte> digits = stackalloc byte[DecimalLayout.MaxDigits];
        var groups = new Groups(bytes, layout);
        var count = 0;
        for (var i = 0; groups.Next(out var group, out _); i++)
        {
            BinlogDateTime.Digits(digits[count..], (int)group, layout.Groups[i].Digits);
            count += layout.Groups[i].Digits;
        }

        var scale = layout.Scale;
        var whole = layout.Precision - scale;
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

    private static bool TryGetLongInt64(ReadOnlySpan<byte> bytes, DecimalLayout layout, out long unscaled)
    {
        unscaled = 0;
        if (layout.Precision > MaxInt64Digits)
        {
            return false;
        }

        var groups = new Groups(bytes, layout);
        var value = 0UL;
        while (groups.Next(out var digits, out var power))
        {
            value = (value * power) + digits;
        }

        unscaled = groups.IsNegative ? -(long)value : (long)value;
        return true;
    }

    private static bool ThrowTooLarge(DecimalLayout layout) =>
        throw EventPlace.Corrupt($"A DECIMAL({layout.Precision},{layout.Scale}) has a group of digits that is too large for them.");

    /// <summary>Walks the groups from the most significant one.</summary>
    private ref struct Groups
    {
        private readonly DecimalLayout _layout;
        private readonly ulong _inversion;
        private ReadOnlySpan<byte> _rest;
        private ulong _flip;
        private int _next;

        public Groups(ReadOnlySpan<byte> bytes, DecimalLayout layout)
        {
            _layout = layout;
            _rest = bytes;
            _inversion = (bytes[0] & 0x80) == 0 ? ulong.MaxValue : 0;
            _flip = 0x80;
        }

        public readonly bool IsNegative => _inversion != 0;

        public bool Next(out ulong digits, out ulong power)
        {
            if (_next == _layout.Groups.Length)
            {
                (digits, power) = (0, 1);
                return false;
            }

            ref readonly var group = ref _layout.Groups[_next++];
            var bits = group.Width * 8;
            digits = (BigEndian.Read(_rest[..group.Width]) ^ (_flip << (bits - 8)) ^ _inversion) & (ulong.MaxValue >> (64 - bits));
            power = group.Power;
            _rest = _rest[group.Width..];
            _flip = 0;
            return digits < power || ThrowTooLarge(_layout);
        }
    }
}
