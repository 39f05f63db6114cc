namespace CdcToSnowflake.Capture;

/// <summary>A row holds a value that can't land in Snowflake.</summary>
/// <remarks>Correct the value at the source or choose another treatment, as the message says; or leave the column (<see cref="CaptureOptions.DroppedColumns"/>) or the table (<see cref="CaptureOptions.ExcludedTables"/>) out.</remarks>
public sealed class RowValueException : CaptureException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The table's schema.</param>
    /// <param name="table">The table.</param>
    /// <param name="column">The column.</param>
    /// <param name="problem">What the value is, and what to do.</param>
    /// <param name="file">The binlog file.</param>
    /// <param name="offset">The offset of the rows.</param>
    /// <param name="innerException">The cause.</param>
    public RowValueException(string brand, string schema, string table, string column, string problem, string file, long offset, Exception? innerException = null)
        : base(brand, $"a row of {schema}.{table}: {problem}", file, offset, innerException)
        => (Schema, Table, Column) = (schema, table, column);

    /// <summary>The table's schema.</summary>
    public string Schema { get; }

    /// <summary>The table.</summary>
    public string Table { get; }

    /// <summary>The column.</summary>
    public string Column { get; }
}
