using CdcToSnowflake.Capture;
using CdcToSnowflake.Hosting.Sources;
using CdcToSnowflake.Warehouse;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CdcToSnowflake.Hosting.Descriptions;

/// <summary>Reads from time to time what the brands' servers say of their tables to people, and tells the warehouse.</summary>
internal sealed class DescriptionWatch(IOptions<CdcOptions> options, ILoggerFactory loggers, TimeProvider time)
{
    private readonly ILogger _logger = loggers.CreateLogger("CdcToSnowflake.Descriptions");

    /// <summary>Reads once, all brands at once. Before the warehouse is brought up to the brands: else its semantic view would be replaced by one that says nothing, and then by one that does.</summary>
    public Task ReadAsync(SnowflakeDeployment? deployment, CancellationToken cancellationToken) =>
        options.Value.Snowflake.DescriptionInterval is { } interval && deployment is not null
            ? Task.WhenAll(options.Value.Brands.Where(brand => brand.Value.Source is null).Select(brand => ReadAsync(brand.Key, brand.Value, deployment, interval, cancellationToken)))
            : Task.CompletedTask;

    /// <summary>Runs until it is cancelled; ends at once if nobody asked for it, or there is no account.</summary>
    /// <param name="first">The first look, by <see cref="ReadAsync(SnowflakeDeployment?, CancellationToken)"/>.</param>
    /// <param name="deployment">What is told.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Task first, SnowflakeDeployment? deployment, CancellationToken cancellationToken)
    {
        await first.ConfigureAwait(false);
        while (options.Value.Snowflake.DescriptionInterval is { } interval && deployment is not null)
        {
            await Task.Delay(interval, time, cancellationToken).ConfigureAwait(false);
            await ReadAsync(deployment, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(string brand, BrandOptions source, SnowflakeDeployment deployment, TimeSpan interval, CancellationToken cancellationToken)
    {
        try
        {
            var found = await MySqlTableDescriptions.ReadAsync(ServerAddress.Parse(source.ConnectionString!).Queries, source.ToCapture(), cancellationToken).ConfigureAwait(false);
            await deployment.DescribeAsync(brand, found, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            DescriptionLog.Failed(_logger, e, brand, interval);
        }
    }
}
