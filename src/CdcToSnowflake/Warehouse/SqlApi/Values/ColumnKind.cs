namespace CdcToSnowflake.Warehouse.SqlApi.Values;

/// <summary>How a column's text is read.</summary>
internal enum ColumnKind
{
    /// <summary>VARCHAR, and everything whose value is its text: VARIANT, OBJECT, ARRAY, VECTOR, GEOGRAPHY, DECFLOAT and types to come.</summary>
    Text,
    Number,
    Float,
    Boolean,
    Binary,
    Date,
    Time,
    TimestampNtz,
    TimestampLtz,
    TimestampTz,
}
