namespace CdcToSnowflake.Files;

/// <summary>A whole Parquet file that waits for its upload.</summary>
internal sealed record FinishedFile(Stream Content, long Rows, long Bytes) : IDisposable
{
    public void Dispose() => Content.Dispose();
}
