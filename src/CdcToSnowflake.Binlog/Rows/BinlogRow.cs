using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using CdcToSnowflake.Binlog.Events;
using CdcToSnowflake.Binlog.Rows;

namespace CdcToSnowflake.Binlog;

/// <summary>
/// One image of a row. Its accessors decode straight from the binlog's bytes, so it lives no longer than the loop step it was got in.
/// An accessor that doesn't fit the column's type throws <see cref="InvalidOperationException"/>; a value must not be NULL or absent.
/// </summary>
public readonly ref partial struct BinlogRow
{
    private readonly ReadOnlySpan<byte> _values;
    private readonly ReadOnlySpan<ValueSlot> _slots;
    private readonly ColumnPlan[] _columns;
    private readonly RowScratch _scratch;

    internal BinlogRow(ReadOnlySpan<byte> values, ReadOnlySpan<ValueSlot> slots, ColumnPlan[] columns, RowScratch scratch)
    {
        _values = values;
        _slots = slots;
        _columns = columns;
        _scratch = scratch;
    }

    /// <summary>How many columns the table has.</summary>
    public int ColumnCount => _slots.Length;

    /// <summary>Whether this image holds the column (always so with <c>binlog_row_image=FULL</c>).</summary>
    /// <param name="column">The column's index.</param>
    /// <returns>False where the image leaves it out.</returns>
    public bool IsPresent(int column) => _slots[column].Start != ValueSlot.AbsentStart;

    /// <summary>Whether the value is SQL NULL.</summary>
    /// <param name="column">The column's index.</param>
    /// <returns>False also for a column that is absent.</returns>
    public bool IsNull(int column) => _slots[column].Start == ValueSlot.NullStart;

    /// <summary>An integer of any type, YEAR, BIT, an ENUM's ordinal (0 = the invalid value) or a SET's bits.</summary>
    /// <param name="column">The column's index.</param>
    /// <returns>The value.</returns>
    /// <exception cref="OverflowException">An unsigned value over <see cref="long.MaxValue"/>.</exception>
    public long GetInt64(int column)
    {
        ref readonly var plan = ref _columns[column];
        var value = Value(column);
        return plan.Code is ColumnCode.UInt64 or ColumnCode.Bit or ColumnCode.Set or ColumnCode.Ordinal
            ? checked((long)ValueDecoder.Unsigned(in plan, value))
            : ValueDecoder.Signed(in plan, value);
    }

    /// <summary>An integer of any type, YEAR, BIT, an ENUM's ordinal (0 = the invalid value) or a SET's bits.</summary>
    /// <param name="column">The column's index.</param>
    /// <returns>The value.</returns>
    /// <exception cref="OverflowException">A negative value.</exception>
    public ulong GetUInt64(int column)
    {
        ref readonly var plan = ref _columns[column];
        var value = Value(column);
        return plan.Code is ColumnCode.UInt64 or ColumnCode.Bit or ColumnCode.Set or ColumnCode.Ordinal
            ? ValueDecoder.Unsigned(in plan, value)
            : checked((ulong)ValueDecoder.Signed(in plan, value));
    }

    /// <summary>A FLOAT.</summary>
    /// <param name="column">The column's index.</param>
    /// <returns>The value.</returns>
    public float GetSingle(int column) => System.Buffers.Binary.BinaryPrimitives.ReadSingleLittleEndian(Value(column, ColumnCode.Single));

    /// <summary>A DOUBLE; or a FLOAT, widened.</summary>
    /// <param name="column">The column's index.</param>
    /// <returns>The value.</returns>
    public double GetDouble(int column) => _columns[column].Code == ColumnCode.Single
        ? GetSingle(column)
        : System.Buffers.Binary.BinaryPrimitives.ReadDoubleLittleEndian(Value(column, ColumnCode.Double));

    /// <summary>A DECIMAL.</summary>
    /// <param name="column">The column's index.</param>
    /// <returns>The value, a view of this row.</returns>
    public BinlogDecimal GetDecimal(int column) => new(Value(column, ColumnCode.Decimal), _columns[column].Decimal!);

    /// <summary>Any column's bytes as they stand in the binlog, without their length; BINARY with the trailing zeros that the binlog leaves out, MariaDB's COMPRESSED columns decompressed.</summary>
    /// <param name="column">The column's index.</param>
    /// <returns>Valid during this step of the loop.</returns>
    public ReadOnlySpan<byte> GetBytes(int column)
    {
        ref readonly var plan = ref _columns[column];
        return plan.Code switch
        {
            ColumnCode.Binary => ValueDecoder.Padded(in plan, Value(column), _scratch),
            ColumnCode.CompressedBytes or ColumnCode.CompressedText => MariaColumnCompression.Decompress(Value(column), _scratch),
            _ => Value(column),
        };
    }

    /// <summary>CHAR, VARCHAR, TEXT, in UTF-8 whatever the column's charset; the strings of ENUM and SET.</summary>
    /// <param name="column">The column's index.</param>
    /// <returns>Valid during this step of the loop.</returns>
    public ReadOnlySpan<byte> GetUtf8(int column)
    {
        ref readonly var plan = ref _columns[column];
        return plan.Code switch
        {
            ColumnCode.Utf8 => Value(column),
            ColumnCode.Text => plan.Charset!.ToUtf8(Value(column), _scratch),
            ColumnCode.CompressedText => plan.Charset is { } charset ? charset.ToUtf8(GetBytes(column), _scratch) : GetBytes(column),
            ColumnCode.Enum => ValueDecoder.EnumName(in plan, Value(column)),
            ColumnCode.Set => ValueDecoder.SetNames(in plan, Value(column), _scratch),
            _ => throw WrongType(column, "text"),
        };
    }

    /// <summary>Same as <see cref="GetUtf8"/>, as a string.</summary>
    /// <param name="column">The column's index.</param>
    /// <returns>The text.</returns>
    public string GetString(int column) => Encoding.UTF8.GetString(GetUtf8(column));

    /// <summary>A DATE or DATETIME.</summary>
    /// <param name="column">The column's index.</param>
    /// <returns>The value; may be zero or partial.</returns>
    public BinlogDateTime GetDateTime(int column)
    {
        ref readonly var plan = ref _columns[column];
        return plan.Code is ColumnCode.Date or ColumnCode.DateTime or ColumnCode.OldDateTime
            ? ValueDecoder.DateTime(in plan, Value(column))
            : throw WrongType(column, "a date");
    }

    /// <summary>A TIMESTAMP in microseconds since 1970 UTC.</summary>
    /// <param name="column">The column's index.</param>
    /// <returns>The value; 0 is the zero date (<see cref="IsZeroTimestamp"/>).</returns>
    public long GetTimestampMicros(int column)
    {
        ref readonly var plan = ref _columns[column];
        return plan.Code is ColumnCode.Timestamp or ColumnCode.OldTimestamp
            ? ValueDecoder.TimestampMicros(in plan, Value(column))
            : throw WrongType(column, "a timestamp");
    }

    /// <summary>Whether a TIMESTAMP is 0000-00-00 00:00:00, which the binlog spells as second 0.</summary>
    /// <param name="column">The column's index.</param>
    /// <returns>True for the zero date.</returns>
    public bool IsZeroTimestamp(int column) => GetTimestampMicros(column) == 0;

    /// <summary>A TIME in microseconds.</summary>
    /// <param name="column">The column's index.</param>
    /// <returns>Within ±838:59:59.</returns>
    public long GetTimeMicros(int column)
    {
        ref readonly var plan = ref _columns[column];
        return plan.Code is ColumnCode.Time or ColumnCode.OldTime ? ValueDecoder.TimeMicros(in plan, Value(column)) : throw WrongType(column, "a time");
    }

    /// <summary>
    /// Whether a JSON column was logged as operations (<c>binlog_row_value_options=PARTIAL_JSON</c>) on a document that isn't in the before image
    /// (<c>binlog_row_image</c> other than FULL). With the document there, the whole new one is given instead, and this is false.
    /// </summary>
    /// <param name="column">The column's index.</param>
    /// <returns>True if there is <see cref="GetJsonDiffs"/> but no <see cref="GetJson"/>.</returns>
    public bool IsPartial(int column) => _slots[column].Start <= ValueSlot.DiffsStart;

    /// <summary>The operations of a partial update, of a column that <see cref="IsPartial"/>.</summary>
    /// <param name="column">The column's index.</param>
    /// <returns>A view of this row.</returns>
    public BinlogJsonDiffs GetJsonDiffs(int column)
    {
        var slot = _slots[column];
        return slot.Start <= ValueSlot.DiffsStart
            ? new BinlogJsonDiffs(_values.Slice(ValueSlot.DiffsStart - slot.Start, slot.Length))
            : throw new InvalidOperationException($"Column {column} isn't partial.");
    }

    /// <summary>A MySQL JSON document (MariaDB's JSON is text).</summary>
    /// <param name="column">The column's index; not one that <see cref="IsPartial"/>.</param>
    /// <returns>A view of this row.</returns>
    public BinlogJson GetJson(int column) => new(Value(column, ColumnCode.Json));

    /// <summary>Writes a JSON document as UTF-8 text.</summary>
    /// <param name="column">The column's index.</param>
    /// <param name="output">Takes the text.</param>
    public void WriteJson(int column, IBufferWriter<byte> output) => GetJson(column).WriteTo(output);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> Value(int column)
    {
        var slot = _slots[column];
        return slot.Start >= 0 ? _values.Slice(slot.Start, slot.Length) : throw NoValue(column, slot.Start);
    }

    private ReadOnlySpan<byte> Value(int column, ColumnCode code) => _columns[column].Code == code ? Value(column) : throw WrongType(column, code.ToString());

    private Exception WrongType(int column, string asked) => _columns[column].Refusal is { } refusal
        ? EventPlace.Unsupported(refusal)
        : new InvalidOperationException($"Column {column} is {_columns[column].Code}, not {asked}.");

    private static InvalidOperationException NoValue(int column, int start) => new(start switch
    {
        ValueSlot.NullStart => $"Column {column} is NULL.",
        ValueSlot.AbsentStart => $"Column {column} isn't in this row image.",
        _ => $"Column {column} is a partial update of a document that isn't in the row's before image: GetJsonDiffs lists its operations. SET GLOBAL binlog_row_image = 'FULL' gives whole documents.",
    });
}
