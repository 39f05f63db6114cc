using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog;

/// <summary>
/// A cursor over the whole events of one buffer; it allocates nothing per event or row. One instance is reused by its reader,
/// and everything got from it is valid until the next <see cref="Read"/>, or the reader's next batch.
/// </summary>
public sealed class BinlogBatch
{
    private readonly BinlogDecoder _decoder;

    internal BinlogBatch(BinlogDecoder decoder) => _decoder = decoder;

    /// <summary>What the current event is.</summary>
    public BinlogEventKind Kind => _decoder.Kind;

    /// <summary>The binlog file of the current event.</summary>
    public string File => _decoder.File;

    /// <summary>Where the event starts in <see cref="File"/>. Events inside a compressed transaction payload all have the payload's end, as <c>mysqlbinlog</c> prints it.</summary>
    public long StartOffset => _decoder.StartOffset;

    /// <summary>Where the event ends in <see cref="File"/>; may pass 4 GiB.</summary>
    public long EndOffset => _decoder.EndOffset;

    /// <summary>When it happened: microseconds since 1970 UTC; the transaction's commit time where the server logs it, else the event's own second.</summary>
    public long TimestampMicros => _decoder.TimestampMicros;

    /// <summary>The <c>server_id</c> of the server that first wrote the event.</summary>
    public uint ServerId => _decoder.ServerId;

    /// <summary>The open transaction: from <see cref="BinlogEventKind.Begin"/> up to and with its Commit, Rollback or XaPrepare; else null.</summary>
    public BinlogTransaction? Transaction => _decoder.Transaction;

    /// <summary>The table of <see cref="Rows"/>.</summary>
    /// <exception cref="InvalidOperationException">The current event isn't <see cref="BinlogEventKind.Rows"/>.</exception>
    public BinlogTable Table => Kind == BinlogEventKind.Rows ? _decoder.Rows.Table! : throw NotRows();

    /// <summary>What happened to the rows.</summary>
    /// <exception cref="InvalidOperationException">The current event isn't <see cref="BinlogEventKind.Rows"/>.</exception>
    public RowOperation Operation => Kind == BinlogEventKind.Rows ? _decoder.Rows.Operation : throw NotRows();

    /// <summary>The row changes of the current event.</summary>
    /// <exception cref="InvalidOperationException">The current event isn't <see cref="BinlogEventKind.Rows"/>.</exception>
    public RowChanges Rows => Kind == BinlogEventKind.Rows ? _decoder.RowChanges : throw NotRows();

    /// <summary>
    /// The statement that changed the current rows, where the server logs it (MySQL with <c>binlog_rows_query_log_events=ON</c>; MariaDB with <c>binlog_annotate_row_events=ON</c>);
    /// else null, and for other kinds of events. Made from the client's bytes, which are taken for UTF-8.
    /// </summary>
    public string? RowsQuery => Kind == BinlogEventKind.Rows ? _decoder.RowsQuery : null;

    /// <summary>
    /// The id of the XA transaction that the current event prepares, commits (in one phase too) or rolls back, as the server spells it: <c>X'global',X'branch',format</c>; else null.
    /// </summary>
    public string? Xid => _decoder.Xid;

    /// <summary>The default database of a <see cref="BinlogEventKind.Query"/>, which may have none; else empty.</summary>
    public string QuerySchema => Kind == BinlogEventKind.Query ? _decoder.QuerySchema : "";

    /// <summary>The statement of a <see cref="BinlogEventKind.Query"/>; else empty.</summary>
    public string QueryText => Kind == BinlogEventKind.Query ? _decoder.QueryText : "";

    /// <summary>
    /// The sql_mode of the session that ran a <see cref="BinlogEventKind.Query"/>, by the bits of the server's system variable (MODE_… in its sources; alike in MySQL and MariaDB up to 2³¹); null where it
    /// isn't logged, and for other kinds of events.
    /// </summary>
    public ulong? QuerySqlMode => Kind == BinlogEventKind.Query ? _decoder.QuerySqlMode : null;

    /// <summary>
    /// Whether the current <see cref="BinlogEventKind.Rollback"/> stands in no log: the server went away inside the transaction, or another one answered after a lost connection. None of its rows
    /// hold, whatever the tables' engine; where it was committed after all, it comes again whole. False for a ROLLBACK that was logged, and for other kinds of events.
    /// </summary>
    public bool IsAbandoned => _decoder.IsAbandoned;

    /// <summary>Whether reading can start at <see cref="Position"/>: the current event ends outside of any transaction.</summary>
    public bool IsBoundary => _decoder.IsBoundary;

    /// <summary>The place just after the current event; a valid start only if <see cref="IsBoundary"/>. Makes a new object with each call.</summary>
    public BinlogPosition Position => _decoder.Position;

    internal long EventsRead => _decoder.EventsRead;

    /// <summary>Goes to the next event.</summary>
    /// <returns>False at the end of this batch.</returns>
    /// <exception cref="BinlogCorruptException">The event isn't sound.</exception>
    /// <exception cref="BinlogUnsupportedException">The event can't be turned into row changes.</exception>
    public bool Read() => _decoder.Read();

    private InvalidOperationException NotRows() => new($"The current event is {Kind}, not {BinlogEventKind.Rows}.");
}
