namespace CdcToSnowflake.Capture;

/// <summary>A table has no key, so that its rows can't be told apart in the warehouse.</summary>
/// <remarks>Give the table a primary key, name columns that are unique together in <see cref="CaptureOptions.KeyColumns"/>, take it as a log (<see cref="CaptureOptions.AppendOnlyTables"/>), or leave it out (<see cref="CaptureOptions.ExcludedTables"/>; each such table: <see cref="CaptureOptions.KeylessTables"/>).</remarks>
public sealed class KeylessTableException : CaptureException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The table's schema.</param>
    /// <param name="table">The table.</param>
    /// <param name="file">The binlog file.</param>
    /// <param name="offset">The offset of the rows.</param>
    public KeylessTableException(string brand, string schema, string table, string file, long offset)
        : base(
            brand,
            $"the table {schema}.{table} has no primary key. Name columns that are unique together in CaptureOptions.KeyColumns[\"{schema}.{table}\"], "
            + "give the table a primary key before its rows, take each of its changes as a row by CaptureOptions.AppendOnlyTables, or leave it out by CaptureOptions.ExcludedTables, or each that has no key by CaptureOptions.KeylessTables.",
            file,
            offset)
        => (Schema, Table) = (schema, table);

    /// <summary>The table's schema.</summary>
    public string Schema { get; }

    /// <summary>The table.</summary>
    public string Table { get; }
}
