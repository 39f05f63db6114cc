using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog.Rows;

/// <summary>Decodes single values; each span is exactly one value, as long as its plan or its length prefix says.</summary>
internal static class ValueDecoder
{
    private const long MicrosPerSecond = 1_000_000;

    /// <summary>Integers that fit a long.</summary>
    public static long Signed(in ColumnPlan plan, ReadOnlySpan<byte> value) => plan.Code switch
    {
        ColumnCode.Int8 => (sbyte)value[0],
        ColumnCode.UInt8 => value[0],
        ColumnCode.Int16 => BinaryPrimitives.ReadInt16LittleEndian(value),
        ColumnCode.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(value),
        ColumnCode.Int24 => value[0] | (value[1] << 8) | ((sbyte)value[2] << 16),
        ColumnCode.UInt24 => value[0] | (value[1] << 8) | (value[2] << 16),
        ColumnCode.Int32 => BinaryPrimitives.ReadInt32LittleEndian(value),
        ColumnCode.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(value),
        ColumnCode.Int64 => BinaryPrimitives.ReadInt64LittleEndian(value),

        // Year 0 is 0000, not 1900.
        ColumnCode.Year => value[0] == 0 ? 0 : 1900 + value[0],
        ColumnCode.Enum => value.Length == 1 ? value[0] : BinaryPrimitives.ReadUInt16LittleEndian(value),
        _ => throw new InvalidOperationException($"{plan.Code} is no integer."),
    };

    /// <summary>Integers that need all 64 bits.</summary>
    public static ulong Unsigned(in ColumnPlan plan, ReadOnlySpan<byte> value)
    {
        if (plan.Code == ColumnCode.UInt64)
        {
            return BinaryPrimitives.ReadUInt64LittleEndian(value);
        }

        ulong bits = 0;
        if (plan.Code == ColumnCode.Bit)
        {
            return BigEndian.Read(value);
        }

        for (var i = value.Length - 1; i >= 0; i--)
        {
            bits = (bits << 8) | value[i];
        }

        return bits;
    }

    public static ReadOnlySpan<byte> EnumName(in ColumnPlan plan, ReadOnlySpan<byte> value)
    {
        // Ordinal 0 is the value that a failed conversion leaves behind; the server prints it as an empty string.
        var ordinal = value.Length == 1 ? value[0] : BinaryPrimitives.ReadUInt16LittleEndian(value);
        var names = plan.Names!;
        return ordinal == 0 ? default
            : ordinal <= names.Length ? names[ordinal - 1]
            : throw EventPlace.Corrupt($"An ENUM of {names.Length} strings holds ordinal {ordinal}.");
    }

    public static ReadOnlySpan<byte> SetNames(in ColumnPlan plan, ReadOnlySpan<byte> value, RowScratch scratch)
    {
        var bits = Unsigned(in plan, value);
        var names = plan.Names!;
        if (names.Length < 64 && bits >> names.Length != 0)
        {
            throw EventPlace.Corrupt($"A SET of {names.Length} strings holds bits 0x{bits:X}.");
        }

        if (BitOperations.PopCount(bits) == 1)
        {
            return names[BitOperations.TrailingZeroCount(bits)];
        }

        var length = 0;
        for (var rest = bits; rest != 0; rest &= rest - 1)
        {
            length += names[BitOperations.TrailingZeroCount(rest)].Length + 1;
        }

        if (length == 0)
        {
            return default;
        }

        var text = scratch.Lend(length);
        var at = 0;
        for (var rest = bits; rest != 0; rest &= rest - 1)
        {
            var name = names[BitOperations.TrailingZeroCount(rest)];
            name.CopyTo(text[at..]);
            at += name.Length;
            text[at++] = (byte)',';
        }

        return text[..(length - 1)];
    }

    /// <summary>BINARY(n) in its declared length.</summary>
    public static ReadOnlySpan<byte> Padded(in ColumnPlan plan, ReadOnlySpan<byte> value, RowScratch scratch)
    {
        if (value.Length >= plan.PadTo)
        {
            return value;
        }

        var padded = scratch.Lend(plan.PadTo);
        value.CopyTo(padded);
        padded[value.Length..].Clear();
        return padded;
    }

    public static BinlogDateTime DateTime(in ColumnPlan plan, ReadOnlySpan<byte> value) => plan.Code switch
    {
        ColumnCode.Date => Date(value),
        ColumnCode.OldDateTime => OldDateTime(value),
        _ => DateTime(value),
    };

    public static BinlogDateTime Date(ReadOnlySpan<byte> value)
    {
        var packed = BinaryPrimitives.ReadUInt16LittleEndian(value) | (value[2] << 16);
        return Sound(packed >> 9, (packed >> 5) & 15, packed & 31, 0, 0, 0, 0);
    }

    public static BinlogDateTime DateTime(ReadOnlySpan<byte> value)
    {
        // 5 bytes big-endian: sign (always set), year*13+month (17 bits), day 5, hour 5, minute 6, second 6. Then the fraction.
        var fractionBytes = value.Length - 5;
        var packed = BigEndian.Read(value);
        var whole = (long)(packed >> (8 * fractionBytes)) - 0x80_0000_0000;
        if (whole < 0)
        {
            ThrowNegative();
        }

        var yearMonth = (uint)(whole >> 22);
        var year = yearMonth / 13;
        return Sound(
            (int)year, (int)(yearMonth - (year * 13)), (int)(whole >> 17) & 31, (int)(whole >> 12) & 31, (int)(whole >> 6) & 63, (int)whole & 63, Fraction(packed, fractionBytes));
    }

    /// <summary>A date and time whose parts are ones that the servers write; zero months and days are.</summary>
    public static BinlogDateTime Sound(int year, int month, int day, int hour, int minute, int second, int microsecond)
    {
        if (year > 9999 || month > 12 || day > 31 || hour > 23 || minute > 59 || second > 59)
        {
            ThrowUnsound(year, month, day, hour, minute, second);
        }

        return new BinlogDateTime(year, month, day, hour, minute, second, microsecond);
    }

    public static long TimestampMicros(in ColumnPlan plan, ReadOnlySpan<byte> value) => plan.Code == ColumnCode.OldTimestamp
        ? BinaryPrimitives.ReadUInt32LittleEndian(value) * MicrosPerSecond
        : TimestampMicros(value);

    public static long TimestampMicros(ReadOnlySpan<byte> value)
    {
        var fractionBytes = value.Length - 4;
        var packed = BigEndian.Read(value);
        return ((long)(packed >> (8 * fractionBytes)) * MicrosPerSecond) + Fraction(packed, fractionBytes);
    }

    public static long TimeMicros(in ColumnPlan plan, ReadOnlySpan<byte> value)
    {
        if (plan.Code == ColumnCode.OldTime)
        {
            var number = value[0] | (value[1] << 8) | ((sbyte)value[2] << 16);
            var positive = Math.Abs(number);
            var seconds = (((positive / 10_000) * 60L) + (positive / 100 % 100)) * 60 + (positive % 100);
            return Math.Sign(number) * seconds * MicrosPerSecond;
        }

        // One big-endian number, offset so that it sorts: the fraction's bytes are part of it, so a negative value needs no borrow of its own.
        var fractionBytes = value.Length - 3;
        var packed = (long)BigEndian.Read(value) - (0x80_0000L << (8 * fractionBytes));
        var magnitude = Math.Abs(packed);
        var whole = magnitude >> (8 * fractionBytes);
        var fraction = magnitude & ((1L << (8 * fractionBytes)) - 1);
        var time = ((((whole >> 12 & 1023) * 60) + (whole >> 6 & 63)) * 60 + (whole & 63)) * MicrosPerSecond
            + (fraction * FractionUnit(fractionBytes));
        return packed < 0 ? -time : time;
    }

    private static BinlogDateTime OldDateTime(ReadOnlySpan<byte> value)
    {
        var number = BinaryPrimitives.ReadUInt64LittleEndian(value);
        var date = (int)Math.Min(number / 1_000_000, int.MaxValue);
        var time = (int)(number % 1_000_000);
        return Sound(date / 10_000, date / 100 % 100, date % 100, time / 10_000, time / 100 % 100, time % 100, 0);
    }

    /// <summary>Microseconds of the fraction in the last bytes of a DATETIME or TIMESTAMP. A negative one, of a damaged value, has a high bit and so is too large.</summary>
    private static int Fraction(ulong packed, int bytes)
    {
        var micros = ((int)packed & ((1 << (8 * bytes)) - 1)) * FractionUnit(bytes);
        if (micros >= MicrosPerSecond)
        {
            ThrowFraction(micros);
        }

        return micros;
    }

    private static int FractionUnit(int bytes) => FractionUnits[bytes];

    private static ReadOnlySpan<int> FractionUnits => [0, 10_000, 100, 1];

    // Apart from their callers, which stay small enough to be compiled into the walk over a row.
    [DoesNotReturn]
    private static void ThrowNegative() => throw EventPlace.Corrupt("A DATETIME is negative.");

    [DoesNotReturn]
    private static void ThrowUnsound(int year, int month, int day, int hour, int minute, int second) =>
        throw EventPlace.Corrupt($"The date and time {year}-{month}-{day} {hour}:{minute}:{second}.");

    [DoesNotReturn]
    private static void ThrowFraction(int micros) => throw EventPlace.Corrupt($"A time's fraction holds {micros} microseconds.");
}
