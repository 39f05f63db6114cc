using CdcToSnowflake.Model;
using ParquetSharp;
using ParquetSharp.IO;

namespace CdcToSnowflake.Files.Reading;

/// <summary>Reads back the rows of a file that <see cref="TableWriter"/> wrote, one by one: a few at a time are in memory.</summary>
internal sealed class RowReader : IDisposable
{
    private const int RowsAtATime = 512;

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
    private int _row = -1;
    private int _rows;

    /// <summary>Opens a file.</summary>
    /// <param name="file">The whole file, seekable; disposed of with the reader.</param>
    /// <param name="table">The table in the shape that the file's rows have.</param>
    /// <param name="columns">The numbers of the columns to read; the indexer counts by this list.</param>
    public RowReader(Stream file, SourceTable table, IReadOnlyList<int> columns)
    {
        _file = file;
        Table = table;
        _input = new ManagedRandomAccessFile(file, leaveOpen: true);
        _parquet = new ParquetFileReader(_input);
        _places = [.. columns];
        _columns = [.. columns.Select(column => ColumnReadings.For(table.Columns[column], RowsAtATime))];
        _meta = table.Columns.Count;
    }

    public SourceTable Table { get; }

    public RowOp Op => (RowOp)_op.Values[_row]!;

    public long UpdatedAtMicros => (long)_updatedAt.Values[_row]!;

    public long Seq => (long)_seq.Values[_row]!;

    /// <summary>A value of the row, in the forms that <see cref="ColumnReadings"/> names; null for NULL.</summary>
    public object? this[int column] => _columns[column].Values[_row];

    /// <summary>Goes to the next row.</summary>
    /// <returns>False after the last.</returns>
    public bool Read()
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

        _rows = (int)Math.Min(RowsAtATime, _leftInGroup);
        _leftInGroup -= _rows;
        _row = 0;
        foreach (var column in All())
        {
            column.Read(_rows);
        }

        return true;
    }

    public void Dispose()
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
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i].Open(_group, _places[i]);
        }

        _op.Open(_group, _meta + PlaceOf(MetaColumn.Op));
        _updatedAt.Open(_group, _meta + PlaceOf(MetaColumn.UpdatedAt));
        _seq.Open(_group, _meta + PlaceOf(MetaColumn.Seq));
    }

    private IEnumerable<ColumnReading> All() => [.. _columns, _op, _updatedAt, _seq];

    private static int PlaceOf(string name) => MetaColumn.All.Index().First(column => column.Item == name).Index;
}
