using ParquetSharp;

namespace CdcToSnowflake.Files.Reading;

/// <summary>Reads a column of one physical type, and makes of each value what <paramref name="convert"/> says.</summary>
internal sealed class ColumnReadingOf<T>(int mostRows, Func<T, object> convert) : ColumnReading, IDisposable
    where T : unmanaged
{
    private readonly object?[] _values = new object?[mostRows];
    private readonly T[] _present = new T[mostRows];
    private readonly short[] _levels = new short[mostRows];
    private ColumnReader<T>? _reader;
    private bool _isOptional;
    private int _count;

    public override ReadOnlySpan<object?> Values => _values.AsSpan(0, _count);

    public override void Open(RowGroupReader group, int column)
    {
        _reader?.Dispose();
        _reader = (ColumnReader<T>)group.Column(column);
        _isOptional = _reader.ColumnDescriptor.MaxDefinitionLevel > 0;
    }

    public override void Read(int rows)
    {
        _count = 0;
        while (_count < rows)
        {
            // Variable values point into the reader's memory until its next step, so they are converted here.
            var read = (int)_reader!.ReadBatch(rows - _count, _isOptional ? _levels : default, default, _present, out var present);
            if (read == 0 && present == 0)
            {
                throw new InvalidDataException("A column of the file has fewer rows than the file says.");
            }

            read = _isOptional ? read : (int)present;
            var next = 0;
            for (var i = 0; i < read; i++)
            {
                _values[_count++] = _isOptional && _levels[i] == 0 ? null : convert(_present[next++]);
            }
        }
    }

    public void Dispose() => _reader?.Dispose();
}
