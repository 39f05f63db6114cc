using System.IO.Hashing;
using CdcToSnowflake.Binlog;

namespace CdcToSnowflake.Throughput;

/// <summary>Typed column builders, as a writer of columnar files has them; emptied into a hash so that no value can be skipped.</summary>
internal sealed class ColumnSink
{
    private const int RowsPerGroup = 4096;

    private readonly XxHash3 _hash = new();
    private readonly bool _jsonAsText;
    private readonly List<ColumnBuilder> _spare = [];
    private BinlogTable? _table;
    private ColumnBuilder[] _columns = [];
    private int _rows;

    public ColumnSink(bool jsonAsText)
    {
        _jsonAsText = jsonAsText;
        Visitor = new BuilderVisitor(_columns, jsonAsText);
    }

    /// <summary>A field, since it is handed out by reference.</summary>
    public BuilderVisitor Visitor;

    public void Restart()
    {
        Flush();
        _hash.Reset();
    }

    public void Use(BinlogTable table)
    {
        if (ReferenceEquals(table, _table))
        {
            return;
        }

        Flush();
        _table = table;
        while (_spare.Count < table.Columns.Count)
        {
            _spare.Add(new ColumnBuilder());
        }

        _columns = [.. _spare.Take(table.Columns.Count)];
        Visitor = new BuilderVisitor(_columns, _jsonAsText);
    }

    public void EndRow()
    {
        if (++_rows == RowsPerGroup)
        {
            Flush();
        }
    }

    public ulong Checksum()
    {
        Flush();
        return _hash.GetCurrentHashAsUInt64();
    }

    private void Flush()
    {
        _rows = 0;
        foreach (var column in _columns)
        {
            column.Empty(_hash);
        }
    }
}
