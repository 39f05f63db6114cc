namespace CdcToSnowflake.Binlog;

/// <summary>What a reader sees of the binlog; events without news for it (format description, table map, annotations) stay inside.</summary>
public enum BinlogEventKind
{
    /// <summary>Before the first <see cref="BinlogBatch.Read"/>, and after the last.</summary>
    None,

    /// <summary>A transaction begins: <see cref="BinlogBatch.Transaction"/> is set from here on.</summary>
    Begin,

    /// <summary>Row changes of one table: <see cref="BinlogBatch.Table"/>, <see cref="BinlogBatch.Operation"/>, <see cref="BinlogBatch.Rows"/>.</summary>
    Rows,

    /// <summary>The transaction is committed; <see cref="BinlogBatch.Transaction"/> still tells which. A boundary.</summary>
    Commit,

    /// <summary>The transaction's rows since Begin are void: ROLLBACK, or the server crashed inside it (<see cref="BinlogBatch.IsAbandoned"/>). A boundary.</summary>
    Rollback,

    /// <summary>
    /// An XA transaction ends in prepared state: its rows since Begin hold only if an <see cref="XaCommit"/> of the same <see cref="BinlogBatch.Xid"/> follows, which may be much later,
    /// in another file, or never. A boundary. (XA COMMIT … ONE PHASE is a plain <see cref="Commit"/>.)
    /// </summary>
    XaPrepare,

    /// <summary>A prepared XA transaction is committed: <see cref="BinlogBatch.Xid"/> tells which. A statement outside of transactions; a boundary.</summary>
    XaCommit,

    /// <summary>A prepared XA transaction is rolled back: <see cref="BinlogBatch.Xid"/> tells which. A statement outside of transactions; a boundary.</summary>
    XaRollback,

    /// <summary>A statement (DDL, GRANT …), inside a transaction or, most often, outside one, where it is a boundary.</summary>
    Query,

    /// <summary>A file ended: <see cref="BinlogBatch.Position"/> is the start of the next one. A boundary outside a transaction.</summary>
    Rotate,

    /// <summary>The server has nothing new; or passed events over. A boundary outside a transaction.</summary>
    Heartbeat,
}
