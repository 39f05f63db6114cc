using CdcToSnowflake.Hosting.Changes;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CdcToSnowflake.Hosting.Health;

/// <summary>A handler, over its brands: degraded while a call of it is tried again, unhealthy when it has stopped for a brand.</summary>
internal sealed class HandlerHealthCheck(CdcStatus status, string handler) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var all = status.Handlers.Where(one => one.Handler == handler).ToList();
        var worst = all.MaxBy(one => one.State);
        var health = worst?.State switch
        {
            HandlerState.Retrying => HealthStatus.Degraded,
            HandlerState.Stopped => context.Registration.FailureStatus,
            _ => HealthStatus.Healthy,
        };
        var data = all.ToDictionary(one => $"behind:{one.Brand}", object (one) => one.Behind);
        return Task.FromResult(new HealthCheckResult(health, worst?.Error is { } error ? $"Brand {worst.Brand}: {error.Message}" : $"Handler {handler}: {worst?.State.ToString().ToLowerInvariant()}.", worst?.Error, data));
    }
}
