namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>What a Parquet file's schema says of a field, as parquet_schema shows it.</summary>
/// <param name="PhysicalType">For example INT64.</param>
/// <param name="HasConvertedType">Whether it has a converted type, which older readers go by.</param>
/// <param name="LogicalType">The logical type's text; null if it has none.</param>
internal sealed record ParquetSchemaEntry(string? PhysicalType, bool HasConvertedType, string? LogicalType)
{
    public bool IsInt96 => PhysicalType == "INT96";

    public bool IsMillis => LogicalType?.Contains("MilliSeconds", StringComparison.Ordinal) == true;

    public bool IsNanos => LogicalType?.Contains("NanoSeconds", StringComparison.Ordinal) == true;
}
