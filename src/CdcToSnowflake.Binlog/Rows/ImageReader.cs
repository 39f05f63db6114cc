using System.Buffers.Binary;
using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog.Rows;

/// <summary>Finds the values in row images of one kind (before or after). Here every length is checked, so that decoders needn't.</summary>
internal sealed class ImageReader
{
    private TablePlan _plan = new([]);
    private ValueSlot[] _slots = [];
    private byte[] _present = [];
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

        _presentCount = 0;
        for (var i = 0; i < _columnCount && !present.IsEmpty; i++)
        {
            _presentCount += (present[i >> 3] >> (i & 7)) & 1;
        }

        _isFull = _presentCount == _columnCount;
        if (!_isFull)
        {
            if (_present.Length < present.Length)
            {
                _present = new byte[present.Length];
            }

            present.CopyTo(_present);
        }
    }

    /// <summary>Takes one image off the front.</summary>
    public RowImage Read(scoped ref ReadOnlySpan<byte> rest)
    {
        var nullBytes = (_presentCount + 7) >> 3;
        if (rest.Length < nullBytes || _presentCount == 0)
        {
            throw TooShort();
        }

        var nulls = rest[..nullBytes];
        var data = rest[nullBytes..];
        if (_isFull && _plan.FixedSlots is { } slots && nulls.IndexOfAnyExcept((byte)0) < 0)
        {
            if (data.Length < _plan.FixedWidth)
            {
                throw TooShort();
            }

            rest = data[_plan.FixedWidth..];
            return new RowImage(data[.._plan.FixedWidth], slots);
        }

        var length = _isFull ? Walk(nulls, data) : WalkPresent(nulls, data);
        rest = data[length..];
        return new RowImage(data[..length], _slots.AsSpan(0, _columnCount));
    }

    private int Walk(ReadOnlySpan<byte> nulls, ReadOnlySpan<byte> data)
    {
        var widths = _plan.Widths.AsSpan(0, _columnCount);
        var slots = _slots.AsSpan(0, widths.Length);
        var at = 0;
        for (var i = 0; i < widths.Length; i++)
        {
            if ((nulls[i >> 3] >> (i & 7) & 1) != 0)
            {
                slots[i] = new ValueSlot(ValueSlot.NullStart, 0);
                continue;
            }

            slots[i] = Take(widths[i], data, ref at);
        }

        return at;
    }

    private int WalkPresent(ReadOnlySpan<byte> nulls, ReadOnlySpan<byte> data)
    {
        var at = 0;
        var bit = 0;
        for (var i = 0; i < _columnCount; i++)
        {
            if ((_present[i >> 3] >> (i & 7) & 1) == 0)
            {
                _slots[i] = new ValueSlot(ValueSlot.AbsentStart, 0);
                continue;
            }

            // The null bitmap counts present columns only.
            var isNull = (nulls[bit >> 3] >> (bit & 7) & 1) != 0;
            bit++;
            _slots[i] = isNull ? new ValueSlot(ValueSlot.NullStart, 0) : Take(_plan.Widths[i], data, ref at);
        }

        return at;
    }

    /// <summary>Takes one value of a width (or, negative, of a length prefix) off the front.</summary>
    public static ValueSlot Take(int width, ReadOnlySpan<byte> data, ref int at)
    {
        if (width < 0)
        {
            var prefix = -width;
            if (data.Length - at < prefix)
            {
                throw TooShort();
            }

            uint length = prefix switch
            {
                1 => data[at],
                2 => BinaryPrimitives.ReadUInt16LittleEndian(data[at..]),
                3 => (uint)(data[at] | (data[at + 1] << 8) | (data[at + 2] << 16)),
                _ => BinaryPrimitives.ReadUInt32LittleEndian(data[at..]),
            };
            at += prefix;
            if (length > (uint)(data.Length - at))
            {
                throw TooShort();
            }

            width = (int)length;
        }
        else if (data.Length - at < width)
        {
            throw TooShort();
        }

        var slot = new ValueSlot(at, width);
        at += width;
        return slot;
    }

    private static BinlogCorruptException TooShort() => EventPlace.Corrupt("A row image is shorter than its table map says.");
}
