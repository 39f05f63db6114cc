namespace CdcToSnowflake.Hosting.Changes;

/// <summary>One change of one row.</summary>
/// <typeparam name="TRow">The row's type.</typeparam>
public sealed class Change<TRow>
    where TRow : class
{
    private readonly TRow? _row;

    /// <summary>Makes a change, as a test of a handler needs it.</summary>
    /// <param name="operation">What happened.</param>
    /// <param name="row">The row; null for a truncate only.</param>
    /// <param name="table">The table, as <c>schema.table</c>.</param>
    /// <param name="committedAt">When the transaction was committed at the source.</param>
    /// <param name="sequence">The place within the cut, from 1.</param>
    public Change(ChangeOperation operation, TRow? row, string table, DateTimeOffset committedAt, long sequence) =>
        (Operation, _row, Table, CommittedAt, Sequence) = (operation, row, table, committedAt, sequence);

    /// <summary>What happened.</summary>
    public ChangeOperation Operation { get; }

    /// <summary>The row after the change; of a delete, before it, or no more than its key (<see cref="ChangeOperation.Delete"/>).</summary>
    /// <exception cref="InvalidOperationException">The table was truncated: there is no row.</exception>
    public TRow Row => _row ?? throw new InvalidOperationException($"{Table} was truncated, which has no row: look at {nameof(Operation)} first.");

    /// <summary>The table, as <c>schema.table</c>.</summary>
    public string Table { get; }

    /// <summary>When the transaction was committed, by the source's clock, in microseconds. For people: order is the cut's number and <see cref="Sequence"/>.</summary>
    public DateTimeOffset CommittedAt { get; }

    /// <summary>The place within the cut, from 1, over all tables.</summary>
    public long Sequence { get; }
}
