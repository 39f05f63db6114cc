using CdcToSnowflake.Files;

namespace CdcToSnowflake.Capture;

/// <summary>A row holds a value that can't land in Snowflake.</summary>
/// <remarks>
/// Choose another treatment, as the message says, or correct the value at the source, which helps where a table is read as it is: a row of the binlog stays there as it was logged, and stops the brand at each start. To get past that one, leave
/// the table out (<see cref="CaptureOptions.ExcludedTables"/>) until the capture is past it, then take it in again: it is read anew by itself. Or leave the column out (<see cref="CaptureOptions.DroppedColumns"/>); a column that is taken in again
/// needs its table read once more (<see cref="BrandCapture.RequestSnapshotAsync"/>).
/// </remarks>
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

    // What the value's own remedy says helps the rows after it.
    internal static RowValueException OfTheLog(string brand, string schema, string table, UnfitValueException unfit, string file, long offset) => new(
        brand,
        schema,
        table,
        unfit.Column,
        $"{unfit.Message} This row stays in the log as it is, whatever is mended at the source: unless a setting here helps, leave the table out by CaptureOptions.ExcludedTables until the capture is past it, "
        + "then take it in again: it is read anew by itself, if the capture has a MySqlSnapshotSource. Or leave the column out by CaptureOptions.DroppedColumns; taken in again, it lacks its values from in between until its table is read again (RequestSnapshotAsync).",
        file,
        offset,
        unfit);

    /// <summary>The table's schema.</summary>
    public string Schema { get; }

    /// <summary>The table.</summary>
    public string Table { get; }

    /// <summary>The column.</summary>
    public string Column { get; }
}
