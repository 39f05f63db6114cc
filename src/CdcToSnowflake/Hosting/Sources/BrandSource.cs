using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;

namespace CdcToSnowflake.Hosting.Sources;

/// <summary>Where a brand's changes come from, while it runs.</summary>
/// <param name="Reader">The binlog. Disposed of at the end if it can be.</param>
/// <param name="Schema">Column names for binlogs without them; null = such tables are refused.</param>
/// <param name="Tables">Where tables are read as they are; null = the binlog is all there is.</param>
public sealed record BrandSource(IBinlogReader Reader, ISchemaSource? Schema = null, MySqlSnapshotSource? Tables = null) : IAsyncDisposable
{
    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        switch (Reader)
        {
            case IAsyncDisposable later:
                await later.DisposeAsync().ConfigureAwait(false);
                break;
            case IDisposable now:
                now.Dispose();
                break;
        }
    }
}
