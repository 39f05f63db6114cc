using CdcToSnowflake.Files.Text;
using ParquetSharp;

namespace CdcToSnowflake.Files;

/// <summary>A column of values of one fixed, unmanaged size, kept as the file has them.</summary>
internal abstract class FixedColumn<T>(ColumnSpec column, BufferSize size) : ColumnBuilder(column, size)
    where T : unmanaged
{
    private T[] _values = new T[16];
    private int _count;

    public override void Write(ColumnWriter writer) => ((ColumnWriter<T>)writer).WriteBatch(Rows, Levels, default, _values.AsSpan(0, _count));

    public override void Write(int value, TextLines line) => WriteValue(_values[value], line);

    public override void Clear()
    {
        base.Clear();
        _count = 0;
    }

    protected abstract void WriteValue(T value, TextLines line);

    protected void Add(T value)
    {
        Room(ref _values, _count + 1);
        _values[_count++] = value;
        Added(System.Runtime.CompilerServices.Unsafe.SizeOf<T>());
    }
}
