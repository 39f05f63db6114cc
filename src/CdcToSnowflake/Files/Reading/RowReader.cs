using CdcToSnowflake.Model;

namespace CdcToSnowflake.Files.Reading;

/// <summary>Reads back the rows of a file that <see cref="TableWriter"/> wrote, one by one: a few at a time are in memory.</summary>
internal abstract class RowReader(SourceTable table) : IDisposable
{
    public SourceTable Table { get; } = table;

    public abstract RowOp Op { get; }

    public abstract long UpdatedAtMicros { get; }

    public abstract long Seq { get; }

    /// <summary>A value of the row, in the forms that <see cref="ColumnReadings"/> names; null for NULL.</summary>
    public abstract object? this[int column] { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="file">The whole file, seekable; disposed of with the reader.</param>
    /// <param name="table">The table in the shape that the file's rows have.</param>
    /// <param name="columns">The numbers of the columns to read; the indexer counts by this list.</param>
    public static RowReader Open(Stream file, SourceTable table, IReadOnlyList<int> columns) => table.Format switch
    {
        FileFormat.Parquet => new ParquetRowReader(file, table, columns),
        FileFormat.NdjsonGzip => new TextRowReader(file, table, columns, new NdjsonFields(table)),
        FileFormat.CsvGzip => new TextRowReader(file, table, columns, new CsvFields()),
        _ => throw new InvalidOperationException($"No reader reads {table.Format}."),
    };

    /// <summary>Goes to the next row.</summary>
    /// <returns>False after the last.</returns>
    public abstract bool Read();

    public abstract void Dispose();
}
