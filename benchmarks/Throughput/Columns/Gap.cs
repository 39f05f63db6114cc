namespace CdcToSnowflake.Throughput.Columns;

/// <summary>Why there is no value.</summary>
internal enum Gap
{
    Null,

    /// <summary>The row image leaves the column out.</summary>
    Absent,

    /// <summary>A zero or partial date, which no count of days or microseconds can be.</summary>
    NoSuchDay,
}
