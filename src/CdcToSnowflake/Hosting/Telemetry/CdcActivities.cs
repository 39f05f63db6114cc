using System.Diagnostics;
using CdcToSnowflake.Cuts;

namespace CdcToSnowflake.Hosting.Telemetry;

/// <summary>The service's traces.</summary>
internal static class CdcActivities
{
    public static readonly ActivitySource Source = new(CdcTelemetry.Name);

    /// <summary>A cut's way, from its first commit at the source (by the source's clock) to now.</summary>
    public static void Committed(string brand, CutManifest manifest)
    {
        if (manifest.FirstCommitAt is not { } first || !Source.HasListeners())
        {
            return;
        }

        using var cut = Source.StartActivity(CdcTelemetry.CutActivity, ActivityKind.Internal, default(ActivityContext), startTime: DateTimeOffset.UnixEpoch.AddMicroseconds(first));
        cut?.SetTag(CdcTelemetry.BrandTag, brand).SetTag(CdcTelemetry.CutTag, (long)manifest.Cut).SetTag(CdcTelemetry.Rows, manifest.Rows);
    }
}
