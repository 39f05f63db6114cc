using System.IO.Compression;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Files;

/// <summary>Writes one table's rows of one cut: into builders, from there some at a time into files. Kept from cut to cut for its memory.</summary>
internal sealed class TableWriter : IDisposable
{
    private readonly Func<RowBuffer> _makeBuffer;
    private readonly Func<int, bool> _isKey;
    private readonly string _scratchFolder;
    private readonly CompressionLevel _gzip;
    private readonly WriteBehind _writes;
    private RowBuffer _rows;
    private RowBuffer? _spare;
    private IRowFile? _file;
    private long _cut;
    private string _writer = "";

    public TableWriter(SourceTable table, IReadOnlyList<IReadOnlyList<string>> labels, ZeroDatePolicy zeroDates, ColumnHash? hash, string scratchFolder, CompressionLevel gzip, WriteBehind writes)
    {
        Table = table;
        (_scratchFolder, _gzip, _writes) = (scratchFolder, gzip, writes);
        _makeBuffer = () => new RowBuffer(table, labels, zeroDates, hash);
        _rows = _makeBuffer();
        _isKey = column => _rows.Columns[column].Column.IsKey;
    }

    public SourceTable Table { get; }

    /// <summary>Bytes in the builders.</summary>
    public long BufferedBytes => _rows.Bytes;

    /// <summary>Bytes in the unfinished file, without those of the last <see cref="Flush"/>.</summary>
    public long FileBytes { get; private set; }

    /// <summary>Whether rows wait for <see cref="Finish"/>.</summary>
    public bool HasRows => _rows.Rows > 0 || _file is not null;

    public void Begin(long cut, string writer) => (_cut, _writer) = (cut, writer);

    public void Append(BinlogRow row, RowOp op, long updatedAtMicros, long seq)
    {
        var appender = new RowAppender(_rows.Columns, keyIsEnough: op == RowOp.Delete && !Table.IsAppendOnly, _isKey);
        row.Visit(ref appender);
        _rows.Meta.Add(op, updatedAtMicros, seq);
    }

    /// <summary>Adds a row of a query; a delete has no values but its key's.</summary>
    public void Append(QueriedRow row, RowOp op, long updatedAtMicros, long seq)
    {
        foreach (var column in _rows.Columns)
        {
            row = row.TakeNext(out var isNull, out var value);
            if (isNull && op == RowOp.Delete && !column.Column.IsKey)
            {
                column.Nothing();
            }
            else if (isNull)
            {
                column.Null();
            }
            else
            {
                QueriedValue.Add(value, column);
            }
        }

        _rows.Meta.Add(op, updatedAtMicros, seq);
    }

    public void AppendTruncate(long updatedAtMicros, long seq)
    {
        foreach (var column in _rows.Columns)
        {
            column.Nothing();
        }

        _rows.Meta.Add(RowOp.Truncate, updatedAtMicros, seq);
    }

    /// <summary>Moves the builders' rows into the file, while the next ones are appended.</summary>
    public void Flush()
    {
        if (_rows.Rows == 0)
        {
            return;
        }

        _writes.Wait();
        var file = OpenFile();
        FileBytes = file.Length;
        var full = _rows;
        (_rows, _spare) = (_spare ?? _makeBuffer(), full);
        _writes.Begin(this, () => Write(file, full));
    }

    /// <summary>Lets go of the memory that is empty now.</summary>
    public void ReleaseSpare()
    {
        _spare = null;
        if (_rows.Rows == 0)
        {
            _rows = _makeBuffer();
        }
    }

    /// <summary>Ends the file with all rows so far; later rows begin another one.</summary>
    public FinishedFile Finish()
    {
        _writes.Wait();
        if (_rows.Rows > 0)
        {
            Write(OpenFile(), _rows);
        }

        var finished = (_file ?? throw new InvalidOperationException("There are no rows to finish a file with.")).Finish();
        _file = null;
        FileBytes = 0;
        return finished;
    }

    /// <summary>Forgets all rows.</summary>
    public void Discard()
    {
        _writes.Abandon();
        _rows.Clear();
        _spare = null;
        _file?.Dispose();
        _file = null;
        FileBytes = 0;
    }

    public void Dispose() => Discard();

    private IRowFile OpenFile() => _file ??= RowFile.Open(Table, _rows, _scratchFolder, _gzip);

    private void Write(IRowFile file, RowBuffer rows)
    {
        file.Write(rows, _cut, _writer);
        rows.Clear();
    }
}
