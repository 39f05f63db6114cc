using CdcToSnowflake.Binlog;
using CdcToSnowflake.Files.Text;
using ParquetSharp;
using ParquetSharp.Schema;

namespace CdcToSnowflake.Files;

/// <summary>Collects a column's values until a row group is written. Each kind of column overrides the calls that its values come by; the others mean a wrong plan.</summary>
internal abstract class ColumnBuilder(ColumnSpec column, BufferSize size)
{
    private short[] _levels = new short[16]; // grows by doubling: most tables of a cut have few rows

    public ColumnSpec Column { get; } = column;

    /// <summary>Rows so far, NULLs included.</summary>
    public int Rows { get; private set; }

    /// <summary>The column in the file's schema; made anew for each file, which takes it over.</summary>
    public abstract Node MakeNode();

    /// <summary>Writes what was collected as a column of a row group.</summary>
    public abstract void Write(ColumnWriter writer);

    /// <summary>Writes one value as text.</summary>
    /// <param name="value">Its number, from 0, among those that aren't NULL.</param>
    /// <param name="line">Takes it.</param>
    public abstract void Write(int value, TextLines line);

    /// <summary>Whether a row's value is NULL.</summary>
    public bool IsNull(int row) => _levels[row] == 0;

    /// <summary>Forgets the values and keeps the memory.</summary>
    public virtual void Clear() => Rows = 0;

    public virtual void Null()
    {
        if (Column.IsKey)
        {
            throw new UnfitValueException(Column.Name, "NULL, though it is a key column", "Name other key columns in CaptureOptions.KeyColumns.");
        }

        AddLevel(0);
    }

    /// <summary>A row that has no source values, as a truncate.</summary>
    public virtual void Nothing() => AddLevel(0);

    public virtual void Int64(long value) => throw Unplanned(nameof(Int64));

    public virtual void UInt64(ulong value) => throw Unplanned(nameof(UInt64));

    public virtual void Double(double value) => throw Unplanned(nameof(Double));

    public virtual void Decimal(BinlogDecimal value) => throw Unplanned(nameof(Decimal));

    /// <summary>A DECIMAL as MySQL prints it, without zeros in front and with all declared digits after the point.</summary>
    public virtual void DecimalText(ReadOnlySpan<byte> utf8) => throw Unplanned(nameof(Decimal));

    public virtual void Date(BinlogDateTime value) => throw Unplanned(nameof(Date));

    public virtual void DateTime(BinlogDateTime value) => throw Unplanned(nameof(DateTime));

    public virtual void Timestamp(long micros) => throw Unplanned(nameof(Timestamp));

    public virtual void Time(long micros) => throw Unplanned(nameof(Time));

    public virtual void Text(ReadOnlySpan<byte> utf8) => throw Unplanned(nameof(Text));

    public virtual void Bytes(ReadOnlySpan<byte> bytes) => throw Unplanned(nameof(Bytes));

    public virtual void Json(BinlogJson value) => throw Unplanned(nameof(Json));

    /// <summary>A JSON document as MySQL prints it.</summary>
    public virtual void JsonText(ReadOnlySpan<byte> utf8) => throw Unplanned(nameof(Json));

    protected ReadOnlySpan<short> Levels => _levels.AsSpan(0, Rows);

    /// <summary>Notes that a value was added for this row, and how many bytes it takes here.</summary>
    protected void Added(int bytes)
    {
        AddLevel(1);
        size.Bytes += bytes;
    }

    protected PrimitiveNode Primitive(PhysicalType physical, LogicalType? logical = null, int length = -1)
    {
        using var type = logical ?? LogicalType.None();
        return new PrimitiveNode(Column.Name, Repetition.Optional, type, physical, length);
    }

    protected static void Room<T>(ref T[] values, int needed)
    {
        if (needed > values.Length)
        {
            Array.Resize(ref values, Math.Max(needed, (int)Math.Min(values.Length * 2L, Array.MaxLength)));
        }
    }

    private void AddLevel(short level)
    {
        Room(ref _levels, Rows + 1);
        _levels[Rows++] = level;
        size.Bytes += sizeof(short);
    }

    private UnfitValueException Unplanned(string kind) =>
        new(Column.Name, $"a value of the source's kind {kind}, though its type is {Column.Type}", "The definition of the table that capture has isn't that of the source.");
}
