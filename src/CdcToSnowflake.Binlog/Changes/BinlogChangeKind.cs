namespace CdcToSnowflake.Binlog;

/// <summary>What a <see cref="BinlogChange"/> tells of.</summary>
public enum BinlogChangeKind
{
    /// <summary>A row came: <see cref="BinlogChange.After"/>.</summary>
    Insert,

    /// <summary>A row changed: <see cref="BinlogChange.Before"/> and <see cref="BinlogChange.After"/>.</summary>
    Update,

    /// <summary>A row went: <see cref="BinlogChange.Before"/>.</summary>
    Delete,

    /// <summary>A transaction begins; the rows up to its end belong together.</summary>
    Begin,

    /// <summary>The transaction is committed. A boundary.</summary>
    Commit,

    /// <summary>The rows since Begin are void. A boundary.</summary>
    Rollback,

    /// <summary>A statement (DDL, GRANT …): <see cref="BinlogChange.Statement"/>.</summary>
    Statement,

    /// <summary>The rows since Begin are prepared: they hold only if an <see cref="XaCommit"/> of the same <see cref="BinlogChange.Xid"/> follows. A boundary.</summary>
    XaPrepare,

    /// <summary>What was prepared under <see cref="BinlogChange.Xid"/> is committed. A boundary.</summary>
    XaCommit,

    /// <summary>What was prepared under <see cref="BinlogChange.Xid"/> is void. A boundary.</summary>
    XaRollback,
}
