using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CdcToSnowflake.Hosting.Health;

/// <summary>A brand's way to CI: degraded while it is far behind, unhealthy while something is missing on it. Healthy before the first look.</summary>
internal sealed class FlowHealthCheck(CdcStatus status, string brand, TimeSpan behindLimit) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (status.Monitor(brand).Flow is not { } flow)
        {
            return Task.FromResult(HealthCheckResult.Healthy($"Brand {brand}: not looked at yet."));
        }

        var data = new Dictionary<string, object> { ["at"] = flow.At, ["mergedCut"] = flow.MergedCut, ["behindSeconds"] = flow.Behind.TotalSeconds, ["holes"] = flow.Holes.Count };
        var (health, text) = flow.Holes.Count > 0 ? (context.Registration.FailureStatus, flow.Holes[0].Problem)
            : flow.Behind > behindLimit ? (HealthStatus.Degraded, string.Create(CultureInfo.InvariantCulture, $"Brand {brand} is {flow.Behind} behind."))
            : (HealthStatus.Healthy, $"Brand {brand}: all that it wrote arrives.");
        return Task.FromResult(new HealthCheckResult(health, text, null, data));
    }
}
