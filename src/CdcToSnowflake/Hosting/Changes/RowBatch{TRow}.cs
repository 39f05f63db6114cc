using CdcToSnowflake.Files.Reading;

namespace CdcToSnowflake.Hosting.Changes;

/// <summary>Changes of one row type.</summary>
internal sealed class RowBatch<TRow> : RowBatch
    where TRow : class
{
    private List<Change<TRow>> _changes = [];

    public override int Count => _changes.Count;

    public override void Add(ChangeOperation operation, RowMapper mapper, RowReader row) => _changes.Add(new Change<TRow>(
        operation,
        operation == ChangeOperation.Truncate ? null : (TRow)mapper.Make(row),
        TableOf(row.Table),
        DateTimeOffset.UnixEpoch.AddMicroseconds(row.UpdatedAtMicros),
        row.Seq));

    public override void Clear() => _changes = []; // a handler may have kept the list

    public override Task HandleAsync(object handler, string brand, ulong cut, CancellationToken cancellationToken) =>
        ((IChangeHandler<TRow>)handler).HandleAsync(new ChangeBatch<TRow>(brand, cut, _changes), cancellationToken);
}
