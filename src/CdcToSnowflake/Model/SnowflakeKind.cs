namespace CdcToSnowflake.Model;

/// <summary>The Snowflake types that source columns land in.</summary>
internal enum SnowflakeKind
{
    /// <summary>NUMBER(p,s).</summary>
    Number,

    /// <summary>FLOAT, eight bytes.</summary>
    Float,

    /// <summary>VARCHAR of full width.</summary>
    VarChar,

    /// <summary>BINARY of full width.</summary>
    Binary,

    /// <summary>DATE.</summary>
    Date,

    /// <summary>TIMESTAMP_NTZ(6).</summary>
    TimestampNtz,

    /// <summary>TIMESTAMP_TZ(6).</summary>
    TimestampTz,

    /// <summary>VARIANT.</summary>
    Variant,

    /// <summary>ARRAY.</summary>
    Array,
}
