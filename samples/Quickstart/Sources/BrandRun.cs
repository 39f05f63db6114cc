using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using Quickstart.Display;

namespace Quickstart.Sources;

/// <summary>A brand at work: its source and its capture.</summary>
/// <param name="Source">The source.</param>
/// <param name="Capture">The capture.</param>
internal sealed record BrandRun(IBrandSource Source, BrandCapture Capture)
{
    public BrandProgress Look() => new(Source.Brand, Capture.Progress.Rows, Capture.Progress.Transactions, Capture.Progress.LastCut, TablesToRead.Text(Capture.Progress.Snapshot), Source.Behind(Capture.Progress));

    /// <summary>Whether everything before a position of the source is in committed cuts.</summary>
    public bool HasCommitted(BinlogPosition end) => Source.HasRead(end) && (Source.Tables is null || Capture.Progress.Snapshot is { IsDone: true }) && Capture.Progress.CommittedRows == Capture.Progress.Rows;
}
