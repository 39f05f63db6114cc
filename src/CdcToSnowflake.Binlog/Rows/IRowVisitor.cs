namespace CdcToSnowflake.Binlog;

/// <summary>
/// Takes a row's values in column order, one call per column (<see cref="BinlogRow.Visit"/>). Make it a struct: the calls are then compiled into the walk.
/// Spans are valid during the call only.
/// </summary>
public interface IRowVisitor
{
    /// <summary>SQL NULL.</summary>
    /// <param name="column">The column's index.</param>
    void Null(int column);

    /// <summary>The image doesn't hold the column (<c>binlog_row_image</c> other than FULL).</summary>
    /// <param name="column">The column's index.</param>
    void Absent(int column);

    /// <summary>A signed integer, or a YEAR; an unsigned one too where the binlog doesn't tell signs (<see cref="BinlogTable.HasSignsAndCharsets"/>), negative if it is beyond the signed range.</summary>
    /// <param name="column">The column's index.</param>
    /// <param name="value">The value.</param>
    void Int64(int column, long value);

    /// <summary>An unsigned integer or a BIT; and an ENUM's ordinal or a SET's bits where the binlog doesn't have their strings.</summary>
    /// <param name="column">The column's index.</param>
    /// <param name="value">The value.</param>
    void UInt64(int column, ulong value);

    /// <summary>A FLOAT.</summary>
    /// <param name="column">The column's index.</param>
    /// <param name="value">The value.</param>
    void Single(int column, float value);

    /// <summary>A DOUBLE.</summary>
    /// <param name="column">The column's index.</param>
    /// <param name="value">The value.</param>
    void Double(int column, double value);

    /// <summary>A DECIMAL.</summary>
    /// <param name="column">The column's index.</param>
    /// <param name="value">The value.</param>
    void Decimal(int column, BinlogDecimal value);

    /// <summary>A DATE.</summary>
    /// <param name="column">The column's index.</param>
    /// <param name="value">The value; may be zero or partial.</param>
    void Date(int column, BinlogDateTime value);

    /// <summary>A DATETIME.</summary>
    /// <param name="column">The column's index.</param>
    /// <param name="value">The value; may be zero or partial.</param>
    void DateTime(int column, BinlogDateTime value);

    /// <summary>A TIMESTAMP.</summary>
    /// <param name="column">The column's index.</param>
    /// <param name="micros">Microseconds since 1970 UTC; 0 is the zero date.</param>
    void Timestamp(int column, long micros);

    /// <summary>A TIME.</summary>
    /// <param name="column">The column's index.</param>
    /// <param name="micros">Microseconds, within ±838:59:59.</param>
    void Time(int column, long micros);

    /// <summary>CHAR, VARCHAR, TEXT, and the strings of ENUM and SET. Where the binlog doesn't tell charsets (<see cref="BinlogTable.HasSignsAndCharsets"/>) also BINARY and VARBINARY, but not TEXT, which comes as bytes.</summary>
    /// <param name="column">The column's index.</param>
    /// <param name="utf8">The text in UTF-8, whatever the column's charset. Where the binlog doesn't tell charsets: the bytes as they stand, of whatever charset, which may not be UTF-8.</param>
    void Text(int column, ReadOnlySpan<byte> utf8);

    /// <summary>BINARY, VARBINARY, BLOB, GEOMETRY (SRID, then WKB), VECTOR (32-bit floats); TEXT too where the binlog doesn't tell charsets.</summary>
    /// <param name="column">The column's index.</param>
    /// <param name="bytes">The bytes.</param>
    void Bytes(int column, ReadOnlySpan<byte> bytes);

    /// <summary>A MySQL JSON document.</summary>
    /// <param name="column">The column's index.</param>
    /// <param name="value">The document.</param>
    void Json(int column, BinlogJson value);

    /// <summary>A partial update of a MySQL JSON document which isn't in the row's before image (<see cref="BinlogRow.IsPartial"/>).</summary>
    /// <param name="column">The column's index.</param>
    /// <param name="diffs">The operations.</param>
    void JsonDiff(int column, BinlogJsonDiffs diffs);
}
