using System.Diagnostics;

namespace CdcToSnowflake.Hosting.Telemetry;

/// <summary>The service's traces.</summary>
internal static class CdcActivities
{
    public static readonly ActivitySource Source = new(CdcTelemetry.Name);
}
