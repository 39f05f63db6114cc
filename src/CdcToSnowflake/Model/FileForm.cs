namespace CdcToSnowflake.Model;

/// <summary>How a column's values stand in a file. Every column may be NULL. What Parquet has no need to write as text is written so in NDJSON and CSV: decimals with all their digits, dates as <c>YYYY-MM-DD</c>.
/// JSON is text within a string in NDJSON too: so one conversion reads each format, a table that lands as VARIANT may hold rows of several, and the document <c>null</c> isn't taken for NULL.</summary>
internal enum FileForm
{
    /// <summary>INT64.</summary>
    Integer,

    /// <summary>DECIMAL with <see cref="Landing.Precision"/> and <see cref="Landing.Scale"/>.</summary>
    Decimal,

    /// <summary>DOUBLE; a FLOAT is widened exactly.</summary>
    Double,

    /// <summary>INT32 DATE, days since 1970-01-01.</summary>
    Date,

    /// <summary>INT64 without a logical type: microseconds since 1970-01-01 00:00:00, no zone.</summary>
    Micros,

    /// <summary>UTF8: <c>YYYY-MM-DD HH:MM:SS.ffffff +00:00</c>.</summary>
    InstantText,

    /// <summary>UTF8: the text itself; a DECIMAL wider than Snowflake's and a TIME as MySQL prints them.</summary>
    Text,

    /// <summary>UTF8: JSON text.</summary>
    Json,

    /// <summary>UTF8: two hexadecimal digits for each byte.</summary>
    Hex,

    /// <summary>UTF8: a JSON array of numbers.</summary>
    Vector,
}
