using CdcToSnowflake.Hosting.Brands;

namespace OwnerApp.Operations;

/// <summary>A brand's capture. Of a recording the lag says nothing: its orders are of another year.</summary>
internal sealed record CaptureView(string Brand, string State, DateTimeOffset Since, ulong LastCut, double? LagSeconds, string? Error)
{
    public static CaptureView Of(BrandStatus status, bool isRecorded) =>
        new(status.Brand, status.State.ToString(), status.Since, status.LastCut, isRecorded ? null : status.Lag?.TotalSeconds, status.Error?.Message);
}
