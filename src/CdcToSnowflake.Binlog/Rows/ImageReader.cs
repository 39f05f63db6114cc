using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog.Rows;

/// <summary>Finds the values in row images of one kind (before or after). Here every length is checked, so that decoders needn't.</summary>
internal sealed class ImageReader
{
    private TablePlan _plan = new([]);
    private ValueSlot[] _slots = [];
    private int[] _present = [];
    private bool _isFull;
    private int _presentCount;
    private int _columnCount;

    /// <param name="plan">The table's plan.</param>
    /// <param name="present">The bitmap of the columns that the images hold.</param>
    public void Start(TablePlan plan, ReadOnlySpan<byte> present)
    {
        _plan = plan;
        _columnCount = plan.Columns.Length;
        if (_slots.Length < _columnCount)
        {
            _slots = new ValueSlot[_columnCount];
        }

        _presentCount = CountPresent(present);
        if (_presentCount == 0)
        {
            // Such images have no bytes: how many rows there are is known to nobody (INSERT … () VALUES () with a minimal image).
            throw EventPlace.Unsupported("Rows of which the server logged no column at all. SET GLOBAL binlog_row_image = 'FULL'; let sessions reconnect, and start anew after this position with a fresh copy of the table.");
        }

        _isFull = _presentCount == _columnCount;
        if (!_isFull)
        {
            ListPresent(present);
        }
    }

    /// <summary>Takes one image off the front.</summary>
    public RowImage Read(scoped ref ReadOnlySpan<byte> rest)
    {
        var nullBytes = (_presentCount + 7) >> 3;
        if (rest.Length < nullBytes)
        {
            throw TooShort();
        }

        var nulls = rest[..nullBytes];
        var data = rest[nullBytes..];
        if (_isFull && _plan.FixedSlots is { } slots && AreZero(nulls))
        {
            if (data.Length < _plan.FixedWidth)
            {
                throw TooShort();
            }

            rest = data[_plan.FixedWidth..];
            return new RowImage(data[.._plan.FixedWidth], slots);
        }

        var length = Walk(nulls, data);
        rest = data[length..];
        return new RowImage(data[..length], _slots.AsSpan(0, _columnCount));
    }

    /// <summary>Fills the slots of the present columns; the null bitmap counts those only.</summary>
    private int Walk(ReadOnlySpan<byte> nulls, ReadOnlySpan<byte> data)
    {
        const int BitsAtOnce = 32;
        var at = 0;
        for (var first = 0; first < _presentCount; first += BitsAtOnce)
        {
            var count = Math.Min(_presentCount - first, BitsAtOnce);
            var bits = LittleEndian(nulls.Slice(first >> 3, (count + 7) >> 3));
            at = _isFull
                ? WalkFull(_plan.Widths.AsSpan(first, count), _slots.AsSpan(first, count), bits, data, at)
                : WalkPresent(_present.AsSpan(first, count), bits, data, at);
        }

        // Values of fixed width were only counted so far; whoever reads a length has checked what comes before it.
        return at <= data.Length ? at : throw TooShort();
    }

    private static int WalkFull(ReadOnlySpan<int> widths, Span<ValueSlot> slots, uint nulls, ReadOnlySpan<byte> data, int at)
    {
        slots = slots[..widths.Length];
        for (var i = 0; i < widths.Length; i++, nulls >>= 1)
        {
            if ((nulls & 1) != 0)
            {
                slots[i] = new ValueSlot(ValueSlot.NullStart, 0);
                continue;
            }

            var width = widths[i];
            if (width < 0)
            {
                width = ReadLength(-width, data, ref at);
            }

            slots[i] = new ValueSlot(at, width);
            at += width;
        }

        return at;
    }

    private int WalkPresent(ReadOnlySpan<int> columns, uint nulls, ReadOnlySpan<byte> data, int at)
    {
        foreach (var column in columns)
        {
            _slots[column] = (nulls & 1) != 0 ? new ValueSlot(ValueSlot.NullStart, 0) : Take(_plan.Widths[column], data, ref at);
            nulls >>= 1;
        }

        return at;
    }

    /// <summary>Takes one value of a width (or, negative, of a length prefix) off the front.</summary>
    public static ValueSlot Take(int width, ReadOnlySpan<byte> data, ref int at)
    {
        if (width < 0)
        {
            width = ReadLength(-width, data, ref at);
        }
        else if (data.Length - at < width)
        {
            throw TooShort();
        }

        var slot = new ValueSlot(at, width);
        at += width;
        return slot;
    }

    /// <summary>Reads a length prefix of some bytes; as many bytes as it says are there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadLength(int prefix, ReadOnlySpan<byte> data, ref int at)
    {
        if (data.Length - at < prefix)
        {
            throw TooShort();
        }

        var length = prefix switch
        {
            1 => data[at],
            2 => BinaryPrimitives.ReadUInt16LittleEndian(data[at..]),
            3 => (uint)(data[at] | (data[at + 1] << 8) | (data[at + 2] << 16)),
            _ => BinaryPrimitives.ReadUInt32LittleEndian(data[at..]),
        };
        at += prefix;
        return length <= (uint)(data.Length - at) ? (int)length : throw TooShort();
    }

    private int CountPresent(ReadOnlySpan<byte> present)
    {
        var count = 0;
        for (var i = 0; i < present.Length; i++)
        {
            // The bits beyond the last column mean nothing.
            var beyond = ((i + 1) * 8) - _columnCount;
            count += BitOperations.PopCount(beyond <= 0 ? present[i] : present[i] & (0xFFu >> beyond));
        }

        return count;
    }

    private void ListPresent(ReadOnlySpan<byte> present)
    {
        if (_present.Length < _presentCount)
        {
            _present = new int[_columnCount];
        }

        var next = 0;
        for (var i = 0; i < _columnCount; i++)
        {
            if (!present.IsEmpty && (present[i >> 3] >> (i & 7) & 1) != 0)
            {
                _present[next++] = i;
            }
            else
            {
                _slots[i] = new ValueSlot(ValueSlot.AbsentStart, 0);
            }
        }
    }

    private static bool AreZero(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if (b != 0)
            {
                return false;
            }
        }

        return true;
    }

    private static uint LittleEndian(ReadOnlySpan<byte> bytes)
    {
        var value = 0u;
        for (var i = bytes.Length - 1; i >= 0; i--)
        {
            value = (value << 8) | bytes[i];
        }

        return value;
    }

    private static BinlogCorruptException TooShort() => EventPlace.Corrupt("A row image is shorter than its table map says.");
}
