using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using CdcToSnowflake.Hosting.Sources;
using CdcToSnowflake.Preflight;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Storage;
using Microsoft.Extensions.Options;

namespace CdcToSnowflake.Hosting;

/// <summary>
/// The preflight of all brands over the settings that the service would run with: the brands' servers and replicas, the store, the account. <see cref="CdcServiceCollectionExtensions"/> adds it; it needs no started host,
/// takes no turn, and may run beside a process that works. What it leaves behind is <see cref="BrandPreflight"/>'s.
/// </summary>
[RequiresUnreferencedCode(TemplateMembers.ByReflection)]
[RequiresDynamicCode(TemplateMembers.ByReflection)]
public sealed class CdcPreflight
{
    private readonly IOptions<CdcOptions> _options;
    private readonly IServiceProvider _services;

    internal CdcPreflight(IOptions<CdcOptions> options, IServiceProvider services) => (_options, _services) = (options, services);

    /// <summary>Runs the checks brand by brand. What can't be reached is a finding, not an exception. A source of the application's own (<see cref="BrandBuilder.From"/>) is left out.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>A report for each brand, as soon as it is there.</returns>
    /// <exception cref="OptionsValidationException">Settings are missing or wrong; all of them are named.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async IAsyncEnumerable<PreflightReport> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var options = _options.Value;
        var deployment = options.Snowflake.Deployment;
        var store = options.Store.Open(_services);
        using var owned = store as IDisposable;
        using var notifications = options.Snowflake.SetBucketNotifications ? new S3BucketNotifications(options.Store.S3!) : null;
        var target = options.Snowflake.Open(_services);
        try
        {
            foreach (var (id, brand) in options.Brands)
            {
                var source = brand.Source is null ? ServerAddress.Parse(brand.ConnectionString!).Queries : null;
                yield return await new BrandPreflight(id, source, store, target?.Account)
                {
                    Capture = brand.ToCapture(),
                    Names = deployment.Names,
                    Sql = deployment.Sql,
                    SnapshotSource = brand.SnapshotConnectionString is { } replica ? ServerAddress.Parse(replica).Queries : null,
                    StorageIntegration = deployment.StorageIntegration,
                    Notifications = notifications,
                }.RunAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            if (target is not null)
            {
                await target.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
