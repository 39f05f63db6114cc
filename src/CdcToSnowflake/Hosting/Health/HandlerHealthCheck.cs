using System.Globalization;
using CdcToSnowflake.Hosting.Changes;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CdcToSnowflake.Hosting.Health;

/// <summary>A handler, over its brands: degraded while a call of it is tried again, doesn't end, or is about changes that are long committed; unhealthy when it has stopped for a brand.</summary>
internal sealed class HandlerHealthCheck(CdcStatus status, string handler, TimeSpan behindLimit) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var all = status.Handlers.Where(one => one.Handler == handler).ToList();
        var data = all.ToDictionary(one => $"behind:{one.Brand}", object (one) => one.Behind);
        var worst = all.MaxBy(one => one.State);
        if (worst is not { State: HandlerState.Retrying or HandlerState.Stopped } && all.MaxBy(one => one.Lag) is { } last && last.Lag > behindLimit)
        {
            return Task.FromResult(HealthCheckResult.Degraded(
                string.Create(CultureInfo.InvariantCulture, $"Brand {last.Brand}: the handler isn't done with cut {last.Done + 1} or one after it, which was committed {last.Lag} ago."), data: data));
        }

        var health = worst?.State switch
        {
            HandlerState.Retrying => HealthStatus.Degraded,
            HandlerState.Stopped => context.Registration.FailureStatus,
            _ => HealthStatus.Healthy,
        };
        return Task.FromResult(new HealthCheckResult(health, worst?.Error is { } error ? $"Brand {worst.Brand}: {error.Message}" : $"Handler {handler}: {worst?.State.ToString().ToLowerInvariant()}.", worst?.Error, data));
    }
}
