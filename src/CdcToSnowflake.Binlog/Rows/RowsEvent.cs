using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog.Rows;

/// <summary>The current rows event: its table, operation and the columns that its images hold. One instance per decoder, refilled with each event.</summary>
internal sealed class RowsEvent(int maxValueBytes)
{
    private readonly RowScratch _scratch = new(maxValueBytes);
    private readonly ImageReader _before = new();
    private readonly ImageReader _after = new();
    private PartialImageReader? _partial;
    private bool _isPartial;

    public BinlogTable? Table { get; private set; }

    public RowOperation Operation { get; private set; }

    /// <summary>Where the event is, for errors in its rows.</summary>
    public EventPlace? Place { get; set; }

    public void Start(BinlogTable table, RowOperation operation, ReadOnlySpan<byte> beforeColumns, ReadOnlySpan<byte> afterColumns, bool isPartial)
    {
        Table = table;
        _scratch.Table = table;
        _scratch.Trim();
        Operation = operation;
        _before.Start(table.Plan, beforeColumns);
        _isPartial = isPartial;
        if (isPartial)
        {
            (_partial ??= new PartialImageReader()).Start(table, afterColumns);
        }
        else
        {
            _after.Start(table.Plan, afterColumns);
        }
    }

    public BinlogRow Row(RowImage image) => new(image.Values, image.Slots, Table!.Plan.Columns, _scratch);

    /// <summary>Takes the next change off the front.</summary>
    public void Next(scoped ref ReadOnlySpan<byte> rest, out RowImage before, out RowImage after)
    {
        _scratch.Reset();
        before = Operation == RowOperation.Insert ? default : _before.Read(ref rest);
        after = Operation == RowOperation.Delete ? default : _isPartial ? _partial!.Read(ref rest, before) : _after.Read(ref rest);
    }
}
