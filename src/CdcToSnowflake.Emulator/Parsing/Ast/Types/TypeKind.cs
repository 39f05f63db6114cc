namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>Snowflake's data types; synonyms (INT, TEXT, DATETIME …) are already resolved.</summary>
internal enum TypeKind
{
    /// <summary>The type of a bare NULL.</summary>
    Null,
    Number,
    Float,
    Varchar,
    Binary,
    Boolean,
    Date,
    Time,
    TimestampNtz,
    TimestampLtz,
    TimestampTz,
    Variant,
    Object,
    Array,
    Vector,
}
