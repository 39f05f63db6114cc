namespace CdcToSnowflake.Binlog.Events;

/// <summary>What a logged statement means for its transaction.</summary>
internal enum StatementKind
{
    /// <summary>DDL, account statements and the like: shown to the reader.</summary>
    Other,
    Begin,
    Commit,
    Rollback,
    XaCommit,
    XaRollback,

    /// <summary>Changes rows by the statement's text.</summary>
    Data,

    /// <summary>SAVEPOINT, XA END, and comments that stand for an event the server left out: nothing happens.</summary>
    Nothing,
}
