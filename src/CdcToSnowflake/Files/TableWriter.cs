using CdcToSnowflake.Binlog;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Files;

/// <summary>Writes one table's rows of one cut: into builders, from there in row groups into files. Kept from cut to cut for its memory.</summary>
internal sealed class TableWriter : IDisposable
{
    private readonly BufferSize _size = new();
    private readonly ColumnBuilder[] _columns;
    private readonly MetaColumns _meta;
    private readonly Func<int, bool> _isKey;
    private readonly string _scratchFolder;
    private ParquetFile? _file;
    private long _cut;
    private string _writer = "";

    public TableWriter(SourceTable table, IReadOnlyList<IReadOnlyList<string>> labels, ZeroDatePolicy zeroDates, string scratchFolder)
    {
        Table = table;
        _scratchFolder = scratchFolder;
        _meta = new MetaColumns(_size);
        var key = table.Key.ToHashSet(StringComparer.Ordinal);
        _isKey = column => key.Contains(table.Columns[column].Name);
        _columns = new ColumnBuilder[table.Columns.Count];
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i] = ColumnBuilders.For(new ColumnSpec(table.Columns[i], _isKey(i), labels[i]), zeroDates, _size);
        }
    }

    public SourceTable Table { get; }

    /// <summary>Bytes in the builders.</summary>
    public long BufferedBytes => _size.Bytes;

    /// <summary>Bytes in the unfinished file.</summary>
    public long FileBytes => _file?.Length ?? 0;

    /// <summary>Whether rows wait for <see cref="Finish"/>.</summary>
    public bool HasRows => _meta.Rows > 0 || _file is not null;

    public void Begin(long cut, string writer) => (_cut, _writer) = (cut, writer);

    public void Append(BinlogRow row, RowOp op, long updatedAtMicros, long seq)
    {
        var appender = new RowAppender(_columns, keyIsEnough: op == RowOp.Delete, _isKey);
        row.Visit(ref appender);
        _meta.Add(op, updatedAtMicros, seq);
    }

    /// <summary>Adds a row of a query.</summary>
    public void Append(QueriedRow row, RowOp op, long updatedAtMicros, long seq)
    {
        foreach (var column in _columns)
        {
            row = row.TakeNext(out var isNull, out var value);
            if (isNull)
            {
                column.Null();
            }
            else
            {
                QueriedValue.Add(value, column);
            }
        }

        _meta.Add(op, updatedAtMicros, seq);
    }

    public void AppendTruncate(long updatedAtMicros, long seq)
    {
        foreach (var column in _columns)
        {
            column.Nothing();
        }

        _meta.Add(RowOp.Truncate, updatedAtMicros, seq);
    }

    /// <summary>Moves the builders' rows into the file.</summary>
    public void Flush()
    {
        if (_meta.Rows == 0)
        {
            return;
        }

        _file ??= new ParquetFile(_scratchFolder, [.. _columns.Select(column => column.MakeNode()), .. MetaColumns.MakeNodes()]);
        using (var group = _file.AppendRowGroup(_meta.Rows))
        {
            foreach (var column in _columns)
            {
                using var writer = group.NextColumn();
                column.Write(writer);
            }

            _meta.Write(group, _cut, _writer);
        }

        Clear();
    }

    /// <summary>Ends the file with all rows so far; later rows begin another one.</summary>
    public FinishedFile Finish()
    {
        Flush();
        var file = _file ?? throw new InvalidOperationException("There are no rows to finish a file with.");
        _file = null;
        return file.Finish();
    }

    /// <summary>Forgets all rows.</summary>
    public void Discard()
    {
        Clear();
        _file?.Dispose();
        _file = null;
    }

    public void Dispose() => Discard();

    private void Clear()
    {
        foreach (var column in _columns)
        {
            column.Clear();
        }

        _meta.Clear();
        _size.Bytes = 0;
    }
}
