using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Brands;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CdcToSnowflake.IntegrationTests.Bank;

/// <summary>The service in this process, which ends by cancellation.</summary>
internal sealed class HostLife : ICaptureLife
{
    private readonly IHost _host;
    private readonly CdcStatus _status;

    private HostLife(IHost host)
    {
        _host = host;
        _status = host.Services.GetRequiredService<CdcStatus>();
    }

    public string Messages => string.Join('\n', _status.Brands);

    public bool HasGivenUp => _status.Brands.Any(brand => brand.State == BrandState.Stopped);

    public static async Task<HostLife> StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings!);
        builder.Services.AddCdcToSnowflake();
        var host = builder.Build();
        await host.StartAsync();
        return new HostLife(host);
    }

    public Task BreakOffAsync() => _host.StopAsync();

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        return ValueTask.CompletedTask;
    }
}
