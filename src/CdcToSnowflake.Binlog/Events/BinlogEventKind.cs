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

    /// <summary>The transaction's rows since Begin are void: ROLLBACK, or the server crashed inside it. A boundary.</summary>
    Rollback,

    /// <summary>A statement (DDL, GRANT …), inside a transaction or, most often, outside one, where it is a boundary.</summary>
    Query,

    /// <summary>A file ended: <see cref="BinlogBatch.Position"/> is the start of the next one. A boundary outside a transaction.</summary>
    Rotate,

    /// <summary>The server has nothing new; or passed events over. A boundary outside a transaction.</summary>
    Heartbeat,
}
