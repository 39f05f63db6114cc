using CdcToSnowflake.Capture.Snapshots;

namespace CdcToSnowflake.Capture;

/// <summary>It isn't certain what a table's columns are, or they can't be captured.</summary>
/// <remarks>If <see cref="IsPassing"/>, none: the service tries again by itself. Else set <c>binlog_row_metadata = FULL</c> at the source, which tells the columns with the rows; else do what the message says, or leave the table out by <see cref="CaptureOptions.ExcludedTables"/>.</remarks>
public sealed class TableDefinitionException : CaptureException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The table's schema.</param>
    /// <param name="table">The table.</param>
    /// <param name="problem">What isn't certain, and what to do.</param>
    /// <param name="file">The binlog file.</param>
    /// <param name="offset">The offset of the rows.</param>
    /// <param name="innerException">The cause.</param>
    public TableDefinitionException(string brand, string schema, string table, string problem, string file, long offset, Exception? innerException = null)
        : base(brand, $"the table {schema}.{table}: {problem}", file, offset, innerException)
        => (Schema, Table) = (schema, table);

    /// <summary>Whether it may go better without anything being changed: the server could not be asked for the columns, or went away meanwhile.</summary>
    public bool IsPassing => InnerException is { } cause && ReadFailure.IsPassing(cause);

    /// <summary>The table's schema.</summary>
    public string Schema { get; }

    /// <summary>The table.</summary>
    public string Table { get; }
}
