using CdcToSnowflake.Hosting.Changes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace CdcToSnowflake.Hosting.Health;

/// <summary>A health check for each brand and each handler, and one for all that the service does beside them.</summary>
internal sealed class HealthRegistrations(IOptions<CdcOptions> options) : IConfigureOptions<HealthCheckServiceOptions>
{
    private static readonly string[] Tags = ["cdc"];

    public void Configure(HealthCheckServiceOptions checks)
    {
        Add(checks, "cdc-service", services => new ServiceHealthCheck(services.GetRequiredService<CdcStatus>()));
        foreach (var brand in options.Value.Brands.Keys)
        {
            Add(checks, $"cdc:{brand}", services => new BrandHealthCheck(services.GetRequiredService<CdcStatus>(), brand));
        }

        if (options.Value.Flow is { Interval: { } interval, BehindLimit: var limit })
        {
            foreach (var brand in options.Value.Brands.Keys)
            {
                Add(checks, $"cdc-flow:{brand}", services => new FlowHealthCheck(services.GetRequiredService<CdcStatus>(), brand, interval, limit, services.GetRequiredService<TimeProvider>()));
            }
        }

        foreach (ChangeHandlerOptions handler in options.Value.Handlers)
        {
            Add(checks, $"cdc-handler:{handler.Name}", services => new HandlerHealthCheck(services.GetRequiredService<CdcStatus>(), handler.Name, handler.BehindLimit));
        }
    }

    private static void Add(HealthCheckServiceOptions checks, string name, Func<IServiceProvider, IHealthCheck> check) =>
        checks.Registrations.Add(new HealthCheckRegistration(name, check, failureStatus: null, Tags));
}
