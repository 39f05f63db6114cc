using System.Diagnostics.CodeAnalysis;
using CdcToSnowflake.Hosting.Alerts;
using CdcToSnowflake.Hosting.Cost;
using CdcToSnowflake.Hosting.Descriptions;
using CdcToSnowflake.Hosting.Flow;
using CdcToSnowflake.Hosting.Health;
using CdcToSnowflake.Hosting.Streams;
using CdcToSnowflake.Hosting.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CdcToSnowflake.Hosting;

/// <summary>Adds the service to an application.</summary>
public static class CdcServiceCollectionExtensions
{
    private const string ByReflection = "Settings are bound by reflection, and SQL is generated from templates that are read by reflection.";

    /// <summary>
    /// Adds a hosted service that takes all brands to the store and the warehouse, and their changes to the handlers; settings come from the configuration's section
    /// <see cref="CdcOptions.Section"/>, if there is one, and then from code. Adds health checks, tagged <c>cdc</c>: for each brand (<c>cdc:BRAND</c>) and handler, and for what the service does beside them (<c>cdc-service</c>); metrics and traces are named by <see cref="CdcTelemetry"/>. <see cref="CdcPreflight"/> looks at all that the settings name before the first start.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Composes the service; null = the configuration says all.</param>
    /// <returns>The services.</returns>
    /// <remarks>Neither trimmed nor compiled ahead of time: settings and handlers' rows are read by reflection, and so are the templates of the SQL. All wrong settings are named at the host's start, together, by an <see cref="OptionsValidationException"/>.</remarks>
    [RequiresUnreferencedCode(ByReflection)]
    [RequiresDynamicCode(ByReflection)]
    public static IServiceCollection AddCdcToSnowflake(this IServiceCollection services, Action<CdcBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(service => service.ServiceType == typeof(CdcStatus)))
        {
            throw new InvalidOperationException("The service is added already: call AddCdcToSnowflake once, with all brands.");
        }

        services.AddOptions<CdcOptions>().ValidateOnStart();
        services.AddSingleton<IConfigureOptions<CdcOptions>>(provider => new ConfigureNamedOptions<CdcOptions>(
            Options.DefaultName, options => provider.GetService<IConfiguration>()?.GetSection(CdcOptions.Section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true)));
        services.AddSingleton<IValidateOptions<CdcOptions>, CdcOptionsRanges>();
        services.AddSingleton<IValidateOptions<CdcOptions>, CdcOptionsCheck>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new CdcStatus(provider.GetRequiredService<IOptions<CdcOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new CdcPreflight(provider.GetRequiredService<IOptions<CdcOptions>>(), provider));
        services.AddSingleton<CdcMetrics>();
        services.AddSingleton<FailureAlerts>();
        services.AddSingleton<FlowWatch>();
        services.AddSingleton<StreamWatch>();
        services.AddSingleton<CostWatch>();
        services.AddSingleton<DescriptionWatch>();
        services.AddHealthChecks();
        services.AddSingleton<IConfigureOptions<HealthCheckServiceOptions>, HealthRegistrations>();
        services.AddSingleton<IHostedService, CdcService>();
        configure?.Invoke(new CdcBuilder(services));
        return services;
    }
}
