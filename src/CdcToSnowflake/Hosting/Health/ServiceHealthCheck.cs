using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CdcToSnowflake.Hosting.Health;

/// <summary>What the service does beside its brands and handlers: degraded while alerts can't be read or sent, or the flow, streams or costs can't be looked at, unhealthy when a part of it has ended by an error.</summary>
internal sealed class ServiceHealthCheck(CdcStatus status) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (status.Parts.Troubles is not [var (part, trouble), ..] troubles)
        {
            return Task.FromResult(HealthCheckResult.Healthy("All parts of the service work."));
        }

        var text = trouble.HasEnded ? $"{part}: it has ended. {trouble.Error.Message}" : $"{part}: it is tried again. {trouble.Error.Message}";
        var data = troubles.ToDictionary(one => one.Key, object (one) => one.Value.Error.GetType().Name);
        return Task.FromResult(new HealthCheckResult(trouble.HasEnded ? context.Registration.FailureStatus : HealthStatus.Degraded, text, trouble.Error, data));
    }
}
