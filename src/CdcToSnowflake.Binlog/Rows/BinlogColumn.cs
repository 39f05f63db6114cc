namespace CdcToSnowflake.Binlog;

/// <summary>A column as its table map describes it.</summary>
public sealed record BinlogColumn
{
    /// <summary>The name; null where the server writes <c>binlog_row_metadata=MINIMAL</c> (MySQL 8.0.1+, MariaDB 10.5+ know FULL).</summary>
    public string? Name { get; init; }

    /// <summary>The type.</summary>
    public required BinlogColumnType Type { get; init; }

    /// <summary>Whether a numeric column is UNSIGNED; false where the server doesn't say (MySQL before 8.0.1).</summary>
    public bool IsUnsigned { get; init; }

    /// <summary>Whether NULL is allowed.</summary>
    public bool IsNullable { get; init; }

    /// <summary>CHAR, VARCHAR, BINARY, VARBINARY: the largest length in bytes. BLOB, TEXT, JSON, GEOMETRY, VECTOR: how many bytes a value's length takes. Else 0.</summary>
    public int Length { get; init; }

    /// <summary>DECIMAL: digits in all (1–65). BIT: bits (1–64). Else 0.</summary>
    public int Precision { get; init; }

    /// <summary>DECIMAL: digits after the point (0–30). TIME, DATETIME, TIMESTAMP: fraction digits (0–6). Else 0.</summary>
    public int Scale { get; init; }

    /// <summary>TIME, DATETIME, TIMESTAMP: digits of the fraction (0–6).</summary>
    public int FractionDigits => Scale;

    /// <summary>The collation's id (INFORMATION_SCHEMA.COLLATIONS) of text, ENUM and SET; 63 = binary; 0 where unknown.</summary>
    public int CollationId { get; init; }

    /// <summary>The charset's name as the server spells it (<c>utf8mb4</c>, <c>latin1</c>, <c>binary</c> …); null for other types or where unknown.</summary>
    public string? Charset { get; init; }

    /// <summary>An ENUM's strings in order; empty for other types and with MINIMAL metadata.</summary>
    public IReadOnlyList<string> EnumValues { get; init; } = [];

    /// <summary>A SET's strings in order; empty for other types and with MINIMAL metadata.</summary>
    public IReadOnlyList<string> SetValues { get; init; } = [];

    /// <summary>GEOMETRY: 0 geometry, 1 point, 2 linestring, 3 polygon, 4 multipoint, 5 multilinestring, 6 multipolygon, 7 collection; null where unknown.</summary>
    public int? GeometryType { get; init; }

    /// <summary>VECTOR: its declared dimension; null where unknown.</summary>
    public int? VectorDimension { get; init; }

    /// <summary>False for INVISIBLE columns where the server says so (FULL metadata); else true.</summary>
    public bool IsVisible { get; init; } = true;
}
