using System.Runtime.CompilerServices;

namespace CdcToSnowflake.Binlog.Rows;

/// <summary>Decodes DECIMALs of at most 8 bytes without a loop: such a value has three groups at most, and fits a long.</summary>
internal sealed class ShortDecimal
{
    private readonly Part _high;
    private readonly Part _middle;
    private readonly Part _low;
    private readonly ulong _signBit;
    private readonly ulong _mask;

    public ShortDecimal(ReadOnlySpan<DecimalGroup> groups, int width)
    {
        _signBit = 1UL << ((width * 8) - 1);
        _mask = ulong.MaxValue >> (64 - (width * 8));
        var (shift, scale) = (0, 1UL);
        Span<Part> parts = stackalloc Part[3];
        parts.Clear();
        for (var i = 0; i < groups.Length; i++)
        {
            var group = groups[groups.Length - 1 - i];
            parts[i] = new Part(shift, ulong.MaxValue >> (64 - (group.Width * 8)), group.Power - 1, scale);
            shift += group.Width * 8;
            scale *= group.Power;
        }

        (_low, _middle, _high) = (parts[0], parts[1], parts[2]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryDecode(ReadOnlySpan<byte> bytes, out long unscaled)
    {
        var raw = BigEndian.Read(bytes);

        // The first bit is set in positive values; negative ones are all inverted.
        var negative = (long)((raw & _signBit) == 0 ? ulong.MaxValue : 0);
        raw = (raw ^ _signBit ^ (ulong)negative) & _mask;
        var (low, middle, high) = (_low.Digits(raw), _middle.Digits(raw), _high.Digits(raw));
        var value = (long)(low + (middle * _middle.Scale) + (high * _high.Scale));
        unscaled = (value ^ negative) - negative;
        return low <= _low.Most && middle <= _middle.Most && high <= _high.Most;
    }

    /// <summary>A group: where its bits lie, the most that its digits can say, and what its last digit is worth.</summary>
    private readonly struct Part(int shift, ulong mask, ulong most, ulong scale)
    {
        public readonly ulong Mask = mask;
        public readonly ulong Most = most;
        public readonly ulong Scale = scale;
        public readonly int Shift = shift;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ulong Digits(ulong raw) => (raw >> Shift) & Mask;
    }
}
