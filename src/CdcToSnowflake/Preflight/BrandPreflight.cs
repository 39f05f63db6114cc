using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Model;
using CdcToSnowflake.Preflight.Account;
using CdcToSnowflake.Preflight.Source;
using CdcToSnowflake.Preflight.Store;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Preflight;

/// <summary>
/// Looks at everything that a brand's way to Snowflake stands on, before the first row: the server's settings, grants and binlog retention, the tables' keys and types, the bucket's rights,
/// the account's. Changes nothing at the source and in the account; in the store it leaves one small object, <c>{brand}/preflight</c>, which no pipe loads.
/// </summary>
/// <param name="brand">The brand's id.</param>
/// <param name="source">The brand's server: a connection string with the capture's user, as MySqlConnector takes it. Null leaves out the source and its tables.</param>
/// <param name="store">Where the cuts go; null leaves it out.</param>
/// <param name="snowflake">The account, or the embedded Snowflake; null leaves it out.</param>
[RequiresUnreferencedCode(TemplateMembers.ByReflection)]
[RequiresDynamicCode(TemplateMembers.ByReflection)]
public sealed class BrandPreflight(string brand, string? source, IObjectStore? store, DbDataSource? snowflake)
{
    /// <summary>What the capture is to take.</summary>
    /// <value>The default is <see cref="CaptureOptions"/>' defaults.</value>
    public CaptureOptions Capture { get; init; } = new();

    /// <summary>The names that are to stand in the account.</summary>
    /// <value>The default is <see cref="WarehouseNames"/>' defaults.</value>
    public WarehouseNames Names { get; init; } = new();

    /// <summary>What the account's SQL says beyond the model: it decides which rights are needed.</summary>
    /// <value>The default is <see cref="SqlOptions"/>' defaults.</value>
    public SqlOptions Sql { get; init; } = new();

    /// <summary>A replica that tables are to be read from (<see cref="Hosting.BrandOptions.SnapshotConnectionString"/>): a connection string with the capture's user.</summary>
    /// <value>Default: null, none.</value>
    public string? SnapshotSource { get; init; }

    /// <summary>The storage integration that the brand's stage is to use, where others made it (<see cref="Warehouse.DeploymentOptions.StorageIntegration"/>).</summary>
    /// <value>Default: null, none.</value>
    public string? StorageIntegration { get; init; }

    /// <summary>The bucket's notifications, if the capture is to set them (<see cref="Hosting.SnowflakeOptions.SetBucketNotifications"/>). They are read, and not changed.</summary>
    /// <value>Default: null: somebody else sees to them.</value>
    public S3BucketNotifications? Notifications { get; init; }

    /// <summary>Runs all checks. What can't be reached is a finding, not an exception.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<PreflightReport> RunAsync(CancellationToken cancellationToken = default)
    {
        List<PreflightFinding> findings = [];
        if (source is not null)
        {
            await new SourceChecks(brand, source, store, Capture).RunAsync(new Findings("source", findings), new Findings("tables", findings), cancellationToken).ConfigureAwait(false);
        }

        if (SnapshotSource is not null)
        {
            await new ReplicaChecks(SnapshotSource, source, Capture).RunAsync(new Findings("replica", findings), cancellationToken).ConfigureAwait(false);
        }

        if (store is not null)
        {
            await new StoreChecks(brand, store, Notifications).RunAsync(new Findings("store", findings), cancellationToken).ConfigureAwait(false);
        }

        if (snowflake is not null)
        {
            await new AccountChecks(brand, snowflake, store?.Location, StorageIntegration, Names, Sql).RunAsync(new Findings("account", findings), cancellationToken).ConfigureAwait(false);
        }

        return new PreflightReport(brand, findings);
    }
}
