using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using Quickstart.Verification;

namespace Quickstart.Sources;

/// <summary>Where a brand's changes come from, and what the source says that it holds.</summary>
internal interface IBrandSource : IAsyncDisposable
{
    /// <summary>The brand's id.</summary>
    string Brand { get; }

    /// <summary>The binlog.</summary>
    IBinlogReader Binlog { get; }

    /// <summary>Column names for logs that have none; null = the log has them.</summary>
    ISchemaSource? Schema { get; }

    /// <summary>Where its tables can be read as they are; null = its changes are all there is.</summary>
    MySqlSnapshotSource? Tables { get; }

    /// <summary>The source's own state, to compare RAW with.</summary>
    ISourceState State { get; }

    /// <summary>Refuses a source that can't be captured, before anything is made.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Where the source ends now.</summary>
    Task<BinlogPosition> EndAsync(CancellationToken cancellationToken);

    /// <summary>Whether everything before a position was read.</summary>
    bool HasRead(BinlogPosition end);

    /// <summary>Ends the binlog at the next transaction boundary, so that the capture commits what it has.</summary>
    void Stop();

    /// <summary>How far the capture is behind the source, in words.</summary>
    string Behind(CaptureProgress progress);
}
