namespace CdcToSnowflake.Binlog;

/// <summary>A column's type as the server declares it; text is told from binary by the charset in the table map.</summary>
public enum BinlogColumnType
{
    /// <summary>TINYINT, BOOL.</summary>
    TinyInt,

    /// <summary>SMALLINT.</summary>
    SmallInt,

    /// <summary>MEDIUMINT.</summary>
    MediumInt,

    /// <summary>INT.</summary>
    Int,

    /// <summary>BIGINT.</summary>
    BigInt,

    /// <summary>DECIMAL(precision, scale).</summary>
    Decimal,

    /// <summary>FLOAT.</summary>
    Float,

    /// <summary>DOUBLE.</summary>
    Double,

    /// <summary>BIT(n): <see cref="BinlogColumn.Precision"/> bits.</summary>
    Bit,

    /// <summary>YEAR.</summary>
    Year,

    /// <summary>TIME(fraction digits).</summary>
    Time,

    /// <summary>DATE.</summary>
    Date,

    /// <summary>DATETIME(fraction digits).</summary>
    DateTime,

    /// <summary>TIMESTAMP(fraction digits).</summary>
    Timestamp,

    /// <summary>CHAR.</summary>
    Char,

    /// <summary>VARCHAR.</summary>
    VarChar,

    /// <summary>TINYTEXT … LONGTEXT; MariaDB's JSON too.</summary>
    Text,

    /// <summary>BINARY(n).</summary>
    Binary,

    /// <summary>VARBINARY.</summary>
    VarBinary,

    /// <summary>TINYBLOB … LONGBLOB.</summary>
    Blob,

    /// <summary>ENUM.</summary>
    Enum,

    /// <summary>SET.</summary>
    Set,

    /// <summary>MySQL's binary JSON.</summary>
    Json,

    /// <summary>GEOMETRY and its subtypes: 4 bytes SRID, little-endian, then WKB.</summary>
    Geometry,

    /// <summary>VECTOR (MySQL 9): 32-bit floats, little-endian. MariaDB logs its own as a VARBINARY of the same bytes.</summary>
    Vector,
}
