using System.Diagnostics.Metrics;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Alerts;
using CdcToSnowflake.Hosting.Brands;
using CdcToSnowflake.Hosting.Changes;
using CdcToSnowflake.Operations.Failures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace CdcToSnowflake.Tests.Hosting;

/// <summary>An application with the service, as a user composes it.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    public static readonly TimeSpan LongestWait = Waiting.Longest;

    private readonly IHost _host;

    private RunningService(IHost host) => _host = host;

    public CdcStatus Status => _host.Services.GetRequiredService<CdcStatus>();

    /// <summary>By which its metrics are told from another's.</summary>
    public IMeterFactory Meters => _host.Services.GetRequiredService<IMeterFactory>();

    public FailureDesk Alerts => _host.Services.GetRequiredService<FailureAlerts>().Desk;

    public static async Task<RunningService> StartAsync(Action<CdcBuilder> compose, Action<IServiceCollection>? services = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        services?.Invoke(builder.Services);
        builder.Services.AddCdcToSnowflake(cdc =>
        {
            cdc.Configure(options =>
            {
                options.Standby.RenewInterval = TimeSpan.FromMilliseconds(200);
                options.Standby.SilenceLimit = TimeSpan.FromSeconds(2);
                options.Retry.FirstPause = TimeSpan.FromMilliseconds(20);
                options.Retry.LongestPause = TimeSpan.FromMilliseconds(200);
            });
            compose(cdc);
        });
        var service = new RunningService(builder.Build());
        await service._host.StartAsync();
        return service;
    }

    public BrandStatus Brand(string brand) => Status.Brands.Single(status => status.Brand == brand);

    public HandlerStatus Handler(string brand) => Status.Handlers.Single(status => status.Brand == brand);

    public async Task<HealthReportEntry> HealthAsync(string check) =>
        (await _host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries[check];

    public async Task StopAsync() => await _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _host.Dispose();
    }

    public static Task UntilAsync(Func<bool> condition, string what) => UntilAsync(condition, () => what);

    public static Task UntilAsync(Func<bool> condition, Func<string> what) => Waiting.UntilAsync(condition, what);
}
