using ParquetSharp;

namespace CdcToSnowflake.Files.Reading;

/// <summary>Reads one column of a row group, some rows at a time.</summary>
internal abstract class ColumnReading
{
    /// <summary>The values of the rows read last; null for NULL.</summary>
    public abstract ReadOnlySpan<object?> Values { get; }

    public abstract void Open(RowGroupReader group, int column);

    /// <summary>Reads the next rows, exactly as many.</summary>
    public abstract void Read(int rows);
}
