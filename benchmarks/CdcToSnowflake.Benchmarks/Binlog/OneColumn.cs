using CdcToSnowflake.Binlog;
using CdcToSnowflake.Binlog.Rows;

namespace CdcToSnowflake.Benchmarks.Binlog;

/// <summary>The body of a rows event whose table has one column, and the walk that every reader of it takes.</summary>
internal sealed class OneColumn
{
    /// <summary>About as many as the 8 KiB of an event hold.</summary>
    public const int Rows = 1000;

    private readonly RowsEvent _event = new(maxValueBytes: 1 << 20);
    private readonly byte[] _body;

    /// <param name="plan">The column's plan.</param>
    /// <param name="valueOf">Its bytes in a row, without a length before them.</param>
    public OneColumn(ColumnPlan plan, Func<int, byte[]> valueOf)
    {
        const byte NoNulls = 0;
        _body = [.. Enumerable.Range(0, Rows).SelectMany(row => (byte[])[NoNulls, .. valueOf(row)])];
        var table = new BinlogTable(1, "shop", "orders", [new BinlogColumn { Type = BinlogColumnType.Int }], [], hasNames: false, new TablePlan([plan]));
        _event.Start(table, RowOperation.Insert, [1], [1], isPartial: false);
    }

    public long Sum()
    {
        var visitor = default(SummingVisitor);
        foreach (var change in new RowChanges(_body, _event))
        {
            change.After.Visit(ref visitor);
        }

        return visitor.Sum;
    }
}
