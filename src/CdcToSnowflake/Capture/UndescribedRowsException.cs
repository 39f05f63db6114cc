namespace CdcToSnowflake.Capture;

/// <summary>The binlog tells neither which numbers of a table are unsigned nor what character sets its texts have, so that its rows would be guesses: 4294967295 is logged as -1 is, and the bytes of a text can be any of several.</summary>
/// <remarks>
/// MariaDB, whose default is NO_LOG: <c>SET GLOBAL binlog_row_metadata = 'FULL'</c> (or <c>'MINIMAL'</c>), and the same in the option file. MySQL before 8.0 can't log them: upgrade it. Rows that are logged already stay as they are:
/// leave the table out by <see cref="CaptureOptions.ExcludedTables"/> until the capture is past them, then take it in again: it is read anew by itself.
/// </remarks>
public sealed class UndescribedRowsException : CaptureException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The table's schema.</param>
    /// <param name="table">The table.</param>
    /// <param name="file">The binlog file.</param>
    /// <param name="offset">The offset of the rows.</param>
    public UndescribedRowsException(string brand, string schema, string table, string file, long offset)
        : base(
            brand,
            $"the rows of {schema}.{table} are logged without the signs of numbers and the character sets of texts, so that nobody can tell what they hold. On MariaDB: SET GLOBAL binlog_row_metadata = 'FULL' (or 'MINIMAL'), "
            + "and the same in the option file; MySQL before 8.0 can't log them: upgrade it. For what is already logged, leave the table out by CaptureOptions.ExcludedTables until the capture is past it, "
            + "then take it in again: it is read anew by itself, if the capture has a MySqlSnapshotSource.",
            file,
            offset)
        => (Schema, Table) = (schema, table);

    /// <summary>The table's schema.</summary>
    public string Schema { get; }

    /// <summary>The table.</summary>
    public string Table { get; }
}
