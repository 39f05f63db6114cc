namespace CdcToSnowflake.Model;

/// <summary>What a source column holds, in MySQL's and MariaDB's terms. Whether text or bytes is told by the charset, not by the wire type.</summary>
public enum SourceKind
{
    /// <summary>TINYINT, also BOOL.</summary>
    TinyInt,

    /// <summary>SMALLINT.</summary>
    SmallInt,

    /// <summary>MEDIUMINT.</summary>
    MediumInt,

    /// <summary>INT.</summary>
    Int,

    /// <summary>BIGINT.</summary>
    BigInt,

    /// <summary>DECIMAL and NUMERIC.</summary>
    Decimal,

    /// <summary>FLOAT, four bytes.</summary>
    Float,

    /// <summary>DOUBLE and REAL, eight bytes.</summary>
    Double,

    /// <summary>BIT(1) to BIT(64).</summary>
    Bit,

    /// <summary>YEAR.</summary>
    Year,

    /// <summary>TIME, from -838:59:59 to 838:59:59.</summary>
    Time,

    /// <summary>DATE.</summary>
    Date,

    /// <summary>DATETIME, without a zone.</summary>
    DateTime,

    /// <summary>TIMESTAMP, an instant in UTC.</summary>
    Timestamp,

    /// <summary>CHAR with a character set.</summary>
    Char,

    /// <summary>VARCHAR with a character set.</summary>
    VarChar,

    /// <summary>TINYTEXT to LONGTEXT.</summary>
    Text,

    /// <summary>BINARY.</summary>
    Binary,

    /// <summary>VARBINARY.</summary>
    VarBinary,

    /// <summary>TINYBLOB to LONGBLOB.</summary>
    Blob,

    /// <summary>ENUM, as its string.</summary>
    Enum,

    /// <summary>SET, as its strings with commas.</summary>
    Set,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>Any spatial type.</summary>
    Geometry,

    /// <summary>MySQL's VECTOR(n), up to n single-precision numbers. MariaDB's is a VARBINARY to its binlog.</summary>
    Vector,
}
