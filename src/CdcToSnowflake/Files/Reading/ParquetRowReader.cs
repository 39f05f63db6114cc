using CdcToSnowflake.Model;
using ParquetSharp;
using ParquetSharp.IO;

namespace CdcToSnowflake.Files.Reading;

/// <summary>Reads a Parquet file.</summary>
internal sealed class ParquetRowReader : RowReader
{
    private const int RowsAtATime = 512;

    // Fewer where they are large.
    private const long BytesAtATime = 4 << 20;

    private readonly Stream _file;
    private readonly ManagedRandomAccessFile _input;
    private readonly ParquetFileReader _parquet;
    private readonly ColumnReading[] _columns;
    private readonly int[] _places;
    private readonly ColumnReading _op = ColumnReadings.Text(RowsAtATime, text => (RowOp)text[0]);
    private readonly ColumnReading _updatedAt = new ColumnReadingOf<long>(RowsAtATime, value => value);
    private readonly ColumnReading _seq = new ColumnReadingOf<long>(RowsAtATime, value => value);
    private readonly int _meta;
    private RowGroupReader? _group;
    private int _nextGroup;
    private long _leftInGroup;
    private int _rowsAtATime;
    private int _row = -1;
    private int _rows;

    /// <inheritdoc cref="RowReader.Open"/>
    public ParquetRowReader(Stream file, SourceTable table, IReadOnlyList<int> columns)
        : base(table)
    {
        _file = file;
        _input = new ManagedRandomAccessFile(file, leaveOpen: true);
        _parquet = new ParquetFileReader(_input);
        _places = [.. columns.Select(table.PlaceOf)];
        _columns = [.. columns.Select(column => ColumnReadings.For(table.Columns[column], RowsAtATime))];
        _meta = table.Written.Count;
    }

    public override RowOp Op => (RowOp)_op.Values[_row]!;

    public override long UpdatedAtMicros => (long)_updatedAt.Values[_row]!;

    public override long Seq => (long)_seq.Values[_row]!;

    public override object? this[int column] => _columns[column].Values[_row];

    public override bool Read()
    {
        if (++_row < _rows)
        {
            return true;
        }

        while (_leftInGroup == 0)
        {
            if (_nextGroup == _parquet.FileMetaData.NumRowGroups)
            {
                return false;
            }

            OpenGroup();
        }

        _rows = (int)Math.Min(_rowsAtATime, _leftInGroup);
        _leftInGroup -= _rows;
        _row = 0;
        foreach (var column in All())
        {
            column.Read(_rows);
        }

        return true;
    }

    public override void Dispose()
    {
        foreach (var column in All().OfType<IDisposable>())
        {
            column.Dispose();
        }

        _group?.Dispose();
        _parquet.Dispose();
        _input.Dispose();
        _file.Dispose();
    }

    private void OpenGroup()
    {
        _group?.Dispose();
        _group = _parquet.RowGroup(_nextGroup++);
        _leftInGroup = _group.MetaData.NumRows;
        _rowsAtATime = (int)Math.Clamp(BytesAtATime / Math.Max(1, _group.MetaData.TotalByteSize / Math.Max(1, _leftInGroup)), 1, RowsAtATime);
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i].Open(_group, _places[i]);
        }

        _op.Open(_group, _meta + MetaColumn.PlaceOf(MetaColumn.Op));
        _updatedAt.Open(_group, _meta + MetaColumn.PlaceOf(MetaColumn.UpdatedAt));
        _seq.Open(_group, _meta + MetaColumn.PlaceOf(MetaColumn.Seq));
    }

    private IEnumerable<ColumnReading> All() => [.. _columns, _op, _updatedAt, _seq];
}
