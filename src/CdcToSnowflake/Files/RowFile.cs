using System.IO.Compression;
using CdcToSnowflake.Files.Text;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Files;

/// <summary>Begins the file of a table, in the format that its shape names.</summary>
internal static class RowFile
{
    public static IRowFile Open(SourceTable table, RowBuffer rows, string scratchFolder, CompressionLevel gzip) => table.Format switch
    {
        FileFormat.Parquet => new ParquetFile(scratchFolder, rows.MakeNodes(), rows.LargeNames),
        FileFormat.NdjsonGzip => new TextFile(scratchFolder, new NdjsonLines(table), gzip),
        FileFormat.CsvGzip => new TextFile(scratchFolder, new CsvLines(table), gzip),
        _ => throw new InvalidOperationException($"No file has the format {table.Format}."),
    };
}
