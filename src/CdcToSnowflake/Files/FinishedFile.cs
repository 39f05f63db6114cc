namespace CdcToSnowflake.Files;

/// <summary>A whole file that waits for its upload.</summary>
internal sealed record FinishedFile(Stream Content, long Rows, long Bytes) : IDisposable
{
    public void Dispose() => Content.Dispose();
}
