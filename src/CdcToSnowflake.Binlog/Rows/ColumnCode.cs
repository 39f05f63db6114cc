namespace CdcToSnowflake.Binlog.Rows;

/// <summary>How a column's bytes are decoded: the type, width and sign in one.</summary>
internal enum ColumnCode : byte
{
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int24,
    UInt24,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Single,
    Double,
    Decimal,
    Bit,
    Year,
    Date,
    Time,
    DateTime,
    Timestamp,

    /// <summary>TIME of MySQL before 5.6: 3 bytes HHMMSS as a decimal number.</summary>
    OldTime,

    /// <summary>DATETIME of MySQL before 5.6: 8 bytes YYYYMMDDHHMMSS as a decimal number.</summary>
    OldDateTime,

    /// <summary>TIMESTAMP of MySQL before 5.6: 4 bytes of seconds, little-endian.</summary>
    OldTimestamp,

    /// <summary>Text in UTF-8 or ASCII: used as it is.</summary>
    Utf8,

    /// <summary>Text in any other charset.</summary>
    Text,
    Bytes,

    /// <summary>MariaDB's COMPRESSED text, in the charset of its plan, or UTF-8 where that has none.</summary>
    CompressedText,

    /// <summary>MariaDB's COMPRESSED bytes.</summary>
    CompressedBytes,

    /// <summary>BINARY(n): the binlog leaves its trailing zero bytes out.</summary>
    Binary,

    /// <summary>An ENUM with its strings.</summary>
    Enum,

    /// <summary>A SET with its strings.</summary>
    Set,

    /// <summary>An ENUM or SET without strings: the little-endian ordinal or bits.</summary>
    Ordinal,
    Json,

    /// <summary>A value that can't be decoded: an error when it is asked for, so that a table nobody reads does no harm.</summary>
    Refused,
}
