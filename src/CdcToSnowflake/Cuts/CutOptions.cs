using System.IO.Compression;
using CdcToSnowflake.Files;

namespace CdcToSnowflake.Cuts;

/// <summary>How an open cut uses memory and disk.</summary>
internal sealed record CutOptions
{
    /// <summary>Bytes of rows in memory over all tables, beyond which row groups move to the disk.</summary>
    public long BufferBytes { get; init; } = 64 << 20;

    /// <summary>Bytes of one table's rows in memory that make a row group.</summary>
    public long RowGroupBytes { get; init; } = 16 << 20;

    /// <summary>Bytes of one table's rows in memory that go to a text file at once. It has no row groups, and what fits a processor's cache is formatted sooner and while it is there.</summary>
    public long TextBytes { get; init; } = 2 << 20;

    /// <summary>Bytes of a file beyond which the table's next rows go into another part. Snowflake likes 100 to 250 MB.</summary>
    public long FileBytes { get; init; } = 128 << 20;

    /// <summary>How text files are compressed.</summary>
    public CompressionLevel Gzip { get; init; } = CompressionLevel.Fastest;

    /// <summary>Where unfinished files lie.</summary>
    public string ScratchFolder { get; init; } = Path.GetTempPath();

    /// <summary>Makes hashes of columns whose shape says so; null where none does.</summary>
    public ColumnHash? Hash { get; init; }

    /// <summary>What becomes of dates that no calendar has.</summary>
    public required ZeroDatePolicy ZeroDates { get; init; }
}
