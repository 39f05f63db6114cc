using CdcToSnowflake.Binlog.Events;
using CdcToSnowflake.Binlog.Rows.Json;

namespace CdcToSnowflake.Binlog.Rows;

/// <summary>
/// Takes the after images of partial updates apart (PARTIAL_UPDATE_ROWS): JSON columns may hold operations instead of a document. Where the before image has the document,
/// the new one is made of both.
/// </summary>
internal sealed class PartialImageReader
{
    private const ulong PartialJson = 1;
    private const int DiffsLengthBytes = 4;

    private readonly JsonEdit _edit = new();
    private BinlogTable? _table;
    private ValueSlot[] _slots = [];
    private byte[] _present = [];
    private byte[] _values = [];
    private int _presentCount;
    private int _jsonCount;

    /// <param name="table">The rows' table.</param>
    /// <param name="present">The bitmap of the columns that the images hold.</param>
    public void Start(BinlogTable table, ReadOnlySpan<byte> present)
    {
        _table = table;
        _edit.Trim();
        _values = _values.Length > RowScratch.KeptBytes ? [] : _values;
        var columns = table.Plan.Columns;
        if (_slots.Length < columns.Length)
        {
            _slots = new ValueSlot[columns.Length];
            _present = new byte[(columns.Length + 7) / 8];
        }

        present.CopyTo(_present);
        _presentCount = 0;
        _jsonCount = 0;
        for (var i = 0; i < columns.Length; i++)
        {
            _presentCount += Bit(present, i);
            _jsonCount += columns[i].Code == ColumnCode.Json ? 1 : 0;
        }
    }

    /// <summary>Takes one image off the front.</summary>
    /// <param name="rest">What is left of the event.</param>
    /// <param name="before">The row's before image.</param>
    public RowImage Read(scoped ref ReadOnlySpan<byte> rest, scoped RowImage before)
    {
        var reader = new ByteReader(rest);
        var options = reader.LengthEncoded();
        if (options > PartialJson)
        {
            throw EventPlace.Unsupported($"A partial update with row value options 0x{options:X}, which aren't known; a newer reader is needed.");
        }

        var partial = options == PartialJson ? reader.Bytes((_jsonCount + 7) / 8) : default;
        var nulls = reader.Bytes((_presentCount + 7) / 8);
        if (_presentCount == 0)
        {
            throw EventPlace.Corrupt("A partial update of no column.");
        }

        var data = rest[reader.Position..];
        var slots = _slots.AsSpan(0, _table!.Columns.Count);
        var length = Walk(partial, nulls, data, slots);
        rest = data[length..];
        data = data[..length];
        return new RowImage(Complete(data, slots, before), slots);
    }

    /// <summary>Finds the values, and the operations where there are some instead.</summary>
    private int Walk(ReadOnlySpan<byte> partial, ReadOnlySpan<byte> nulls, ReadOnlySpan<byte> data, Span<ValueSlot> slots)
    {
        var plan = _table!.Plan;
        var at = 0;
        var nullBit = 0;
        var jsonBit = 0;
        for (var i = 0; i < slots.Length; i++)
        {
            // The partial bitmap counts all JSON columns, present or not; the null bitmap the present ones.
            var isPartial = plan.Columns[i].Code == ColumnCode.Json && !partial.IsEmpty && Bit(partial, jsonBit++) != 0;
            if (Bit(_present, i) == 0)
            {
                slots[i] = new ValueSlot(ValueSlot.AbsentStart, 0);
            }
            else if (Bit(nulls, nullBit++) != 0)
            {
                slots[i] = new ValueSlot(ValueSlot.NullStart, 0);
            }
            else if (isPartial)
            {
                var diffs = ImageReader.Take(-DiffsLengthBytes, data, ref at);
                slots[i] = ValueSlot.Diffs(diffs.Start, diffs.Length);
            }
            else
            {
                slots[i] = ImageReader.Take(plan.Widths[i], data, ref at);
            }
        }

        return at;
    }

    /// <summary>Makes the documents whose operations have one to work on; then the image's values lie in memory of its own, the new documents at their end.</summary>
    private ReadOnlySpan<byte> Complete(ReadOnlySpan<byte> data, Span<ValueSlot> slots, scoped RowImage before)
    {
        var end = 0;
        for (var i = 0; i < slots.Length && _jsonCount > 0; i++)
        {
            if (slots[i].Start > ValueSlot.DiffsStart || before.Slots[i].Start == ValueSlot.AbsentStart)
            {
                continue;
            }

            var old = before.Slots[i];
            if (old.Start < 0)
            {
                throw EventPlace.Corrupt($"A partial update of column {i + 1} of {_table}, which was NULL before.");
            }

            if (end == 0)
            {
                end = data.Length;
                Reserve(end, keep: 0);
                data.CopyTo(_values);
            }

            var length = _edit.Apply(before.Values.Slice(old.Start, old.Length), data.Slice(ValueSlot.DiffsStart - slots[i].Start, slots[i].Length));
            Reserve((long)end + length, keep: end);
            _edit.Write(_values.AsSpan(end, length));
            slots[i] = new ValueSlot(end, length);
            end += length;
        }

        return end == 0 ? data : _values.AsSpan(0, end);
    }

    private void Reserve(long length, int keep)
    {
        if (_values.Length >= length)
        {
            return;
        }

        if (length > Array.MaxLength)
        {
            throw EventPlace.Corrupt($"A partial update makes a row of {length} bytes.");
        }

        var larger = new byte[Math.Min(Math.Max(length, 2L * _values.Length), Array.MaxLength)];
        _values.AsSpan(0, keep).CopyTo(larger);
        _values = larger;
    }

    private static int Bit(ReadOnlySpan<byte> bitmap, int index) => (bitmap[index >> 3] >> (index & 7)) & 1;
}
