using CdcToSnowflake.Files.Reading;

namespace CdcToSnowflake.Hosting.Changes;

/// <summary>Changes of one row type.</summary>
internal sealed class RowBatch<TRow> : RowBatch
    where TRow : class
{
    private List<Change<TRow>> _changes = [];

    private long _bytes;

    public override int Count => _changes.Count;

    public override long Bytes => _bytes;

    public override void Add(ChangeOperation operation, RowMapper mapper, RowReader row)
    {
        var before = mapper.Bytes;
        _changes.Add(new Change<TRow>(
            operation,
            operation == ChangeOperation.Truncate ? null : (TRow)mapper.Make(row, operation == ChangeOperation.Delete),
            TableOf(row.Table),
            DateTimeOffset.UnixEpoch.AddMicroseconds(row.UpdatedAtMicros),
            row.Seq));
        _bytes += mapper.Bytes - before;
    }

    public override void Clear() => (_changes, _bytes) = ([], 0); // a handler may have kept the list

    public override Task HandleAsync(object handler, string brand, ulong cut, CancellationToken cancellationToken) =>
        ((IChangeHandler<TRow>)handler).HandleAsync(new ChangeBatch<TRow>(brand, cut, _changes), cancellationToken);
}
