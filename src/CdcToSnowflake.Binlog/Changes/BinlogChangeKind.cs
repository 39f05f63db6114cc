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

    /// <summary>A statement (DDL, GRANT, XA …): <see cref="BinlogChange.Statement"/>.</summary>
    Statement,
}
