namespace CdcToSnowflake.Benchmarks;

/// <summary>The forms that most columns land in.</summary>
public enum ParquetColumnKind
{
    Integer,
    Decimal20,
    Decimal12,
    Text,
}
