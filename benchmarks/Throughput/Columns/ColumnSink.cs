using System.IO.Hashing;
using CdcToSnowflake.Binlog;

namespace CdcToSnowflake.Throughput.Columns;

/// <summary>Typed column builders, as a writer of columnar files has them; emptied into a hash so that no value can be skipped.</summary>
internal sealed class ColumnSink(bool jsonAsText)
{
    private const int ImagesPerGroup = 4096;

    private readonly XxHash3 _hash = new();
    private BinlogTable? _table;
    private ColumnBuilder[] _columns = [];
    private int _columnCount;
    private BuilderVisitor _visitor = new([], jsonAsText);

    public long Rows { get; private set; }

    public void Restart()
    {
        Flush();
        _hash.Reset();
        _table = null;
        Rows = 0;
    }

    /// <summary>Takes all row changes of the current event.</summary>
    public void Add(BinlogBatch batch)
    {
        Use(batch.Table);
        foreach (var change in batch.Rows)
        {
            if (change.HasBefore)
            {
                change.Before.Visit(ref _visitor);
                EndImage();
            }

            if (change.HasAfter)
            {
                change.After.Visit(ref _visitor);
                EndImage();
            }

            Rows++;
        }
    }

    /// <summary>The hash of all values since the last <see cref="Restart"/>; of no use for going on.</summary>
    public ulong Checksum()
    {
        Flush();
        return _hash.GetCurrentHashAsUInt64();
    }

    private void Use(BinlogTable table)
    {
        if (ReferenceEquals(table, _table))
        {
            return;
        }

        Flush();
        _table = table;
        _columnCount = table.Columns.Count;
        if (_columns.Length < _columnCount)
        {
            _columns = [.. _columns, .. Enumerable.Range(_columns.Length, _columnCount - _columns.Length).Select(_ => new ColumnBuilder(ImagesPerGroup))];
            _visitor = new BuilderVisitor(_columns, jsonAsText);
        }
    }

    private void EndImage()
    {
        if (++_visitor.Image == ImagesPerGroup)
        {
            Flush();
        }
    }

    private void Flush()
    {
        foreach (var column in _columns.AsSpan(0, _columnCount))
        {
            column.Empty(_visitor.Image, _hash);
        }

        _visitor.Image = 0;
    }
}
