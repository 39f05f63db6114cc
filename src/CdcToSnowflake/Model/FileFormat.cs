namespace CdcToSnowflake.Model;

/// <summary>What the files of rows are. The values stand in the same forms in each, so that the same rows arrive whichever is chosen.</summary>
public enum FileFormat
{
    /// <summary>Parquet, compressed with zstd: <c>.parquet</c>. The smallest, and the cheapest to load: Snowflake bills text by its uncompressed size.</summary>
    Parquet,

    /// <summary>A JSON object a line, compressed with gzip: <c>.ndjson.gz</c>. A column that is NULL is left out. Numbers that may pass 2^53 are strings, since many readers of JSON would round them.</summary>
    NdjsonGzip,

    /// <summary>Comma-separated values after RFC 4180 with a line of names, compressed with gzip: <c>.csv.gz</c>. Text is always quoted; NULL is a field without anything.</summary>
    CsvGzip,
}
