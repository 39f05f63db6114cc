using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CdcToSnowflake.Hosting.Health;

/// <summary>A brand's way to CI: degraded while it is far behind or can't be looked at, unhealthy while something is missing on it. Healthy before the first look.</summary>
internal sealed class FlowHealthCheck(CdcStatus status, string brand, TimeSpan interval, TimeSpan behindLimit, TimeProvider time) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var monitor = status.Monitor(brand);
        var data = new Dictionary<string, object>();
        if (monitor.Flow is { } flow)
        {
            (data["at"], data["mergedCut"], data["behindSeconds"], data["holes"]) = (flow.At, flow.MergedCut, flow.Behind.TotalSeconds, flow.Holes.Count);
            if (flow.Holes.Count > 0)
            {
                return Task.FromResult(new HealthCheckResult(context.Registration.FailureStatus, flow.Holes[0].Problem, null, data));
            }
        }

        // What was seen long ago says nothing of now. A process on standby doesn't look, and another one does.
        if (monitor.Looks is { } looks && looks.IsBlind(time.GetUtcNow(), interval))
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"Brand {brand}: nothing is known of its way to CI since {looks.SeenAt:u}. {looks.Error?.Message}").TrimEnd();
            return Task.FromResult(HealthCheckResult.Degraded(text, looks.Error, data));
        }

        var (health, said) = monitor.Flow is not { } last ? (HealthStatus.Healthy, $"Brand {brand}: not looked at yet.")
            : last.Behind > behindLimit && last.StandsStill ? (HealthStatus.Degraded, string.Create(CultureInfo.InvariantCulture, $"Brand {brand}: no cut was committed for {last.Silence}."))
            : last.Behind > behindLimit ? (HealthStatus.Degraded, string.Create(CultureInfo.InvariantCulture, $"Brand {brand} is {last.Behind} behind."))
            : (HealthStatus.Healthy, $"Brand {brand}: all that it wrote arrives.");
        return Task.FromResult(new HealthCheckResult(health, said, null, data));
    }
}
