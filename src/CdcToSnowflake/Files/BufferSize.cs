namespace CdcToSnowflake.Files;

/// <summary>The bytes that a table's builders hold.</summary>
internal sealed class BufferSize
{
    public long Bytes { get; set; }
}
