namespace CdcToSnowflake.Binlog;

/// <summary>A column as its table map describes it.</summary>
public sealed record BinlogColumn
{
    /// <summary>The name; null where the server writes another <c>binlog_row_metadata</c> than FULL, which MySQL knows from 8.0.1 and MariaDB from 10.5.</summary>
    public string? Name { get; init; }

    /// <summary>The type. Without charsets (<see cref="BinlogTable.HasSignsAndCharsets"/>) a BINARY is a CHAR, a VARBINARY a VARCHAR and a TEXT a BLOB.</summary>
    public required BinlogColumnType Type { get; init; }

    /// <summary>Whether a numeric column is UNSIGNED; false where the server doesn't say (<see cref="BinlogTable.HasSignsAndCharsets"/>): a value beyond the signed range is then read as a negative one.</summary>
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

    /// <summary>The collation's id (INFORMATION_SCHEMA.COLLATIONS) of text, ENUM and SET; 63 = binary; 0 where unknown (<see cref="BinlogTable.HasSignsAndCharsets"/>).</summary>
    public int CollationId { get; init; }

    /// <summary>The charset's name as the server spells it (<c>utf8mb4</c>, <c>latin1</c>, <c>binary</c> …); null for other types or where unknown.</summary>
    public string? Charset { get; init; }

    /// <summary>An ENUM's strings in order; empty for other types and without FULL metadata.</summary>
    public IReadOnlyList<string> EnumValues { get; init; } = [];

    /// <summary>A SET's strings in order; empty for other types and without FULL metadata.</summary>
    public IReadOnlyList<string> SetValues { get; init; } = [];

    /// <summary>GEOMETRY: 0 geometry, 1 point, 2 linestring, 3 polygon, 4 multipoint, 5 multilinestring, 6 multipolygon, 7 collection; null where unknown.</summary>
    public int? GeometryType { get; init; }

    /// <summary>VECTOR: its declared dimension; null where unknown.</summary>
    public int? VectorDimension { get; init; }

    /// <summary>False for INVISIBLE columns where the server says so (FULL metadata); else true.</summary>
    public bool IsVisible { get; init; } = true;
}
