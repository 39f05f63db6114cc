using CdcToSnowflake.Hosting.Alerts;
using CdcToSnowflake.Hosting.Changes;
using CdcToSnowflake.Hosting.Cost;
using CdcToSnowflake.Hosting.Flow;
using CdcToSnowflake.Hosting.Standby;
using CdcToSnowflake.Hosting.Streams;
using Microsoft.Extensions.Options;

namespace CdcToSnowflake.Hosting;

/// <summary>All settings of the service. They may stand in the configuration, in code, or in both; what code sets counts.</summary>
/// <remarks>
/// In <c>appsettings.json</c>:
/// <code>
/// "CdcToSnowflake": {
///   "Store": { "S3": { "Bucket": "cdc", "Prefix": "prod", "Region": "eu-central-1" } },
///   "Snowflake": { "ConnectionString": "account=…" },
///   "Brands": {
///     "BRAND_A": { "ConnectionString": "Server=…;User ID=cdc;Password=…", "Tables": [ "shop.*" ], "Capture": { "CutInterval": "00:00:05" } },
///     "BRAND_B": { "ConnectionString": "Server=…;User ID=cdc;Password=…", "Tables": [ "shop.*" ] }
///   }
/// }
/// </code>
/// Secrets belong into environment variables (<c>CdcToSnowflake__Brands__BRAND_A__ConnectionString</c>) or a secret store that is a configuration source.
/// </remarks>
public sealed class CdcOptions
{
    /// <summary>The configuration's section that <see cref="CdcServiceCollectionExtensions"/> reads.</summary>
    public const string Section = "CdcToSnowflake";

    /// <summary>The brands, by id.</summary>
    /// <value>Default: none, which is refused at start.</value>
    public IDictionary<string, BrandOptions> Brands { get; } = new Dictionary<string, BrandOptions>(StringComparer.Ordinal);

    /// <summary>Where the cuts go.</summary>
    public StoreOptions Store { get; set; } = new();

    /// <summary>The account that follows the brands' tables.</summary>
    /// <value>Default: none: cuts are written, and the warehouse is somebody else's.</value>
    [ValidateObjectMembers]
    public SnowflakeOptions Snowflake { get; set; } = new();

    /// <summary>How several processes take turns.</summary>
    [ValidateObjectMembers]
    public StandbyOptions Standby { get; set; } = new();

    /// <summary>How work that failed is tried again.</summary>
    [ValidateObjectMembers]
    public RetryOptions Retry { get; set; } = new();

    /// <summary>How failures reach people: of brands, handlers, tasks and pipes.</summary>
    /// <value>Default: they don't.</value>
    [ValidateObjectMembers]
    public FailureAlertOptions Alerts { get; set; } = new();

    /// <summary>How the brands' way to CI is watched.</summary>
    /// <value>Default: it isn't.</value>
    [ValidateObjectMembers]
    public FlowWatchOptions Flow { get; set; } = new();

    /// <summary>How the account's streams are kept from going stale.</summary>
    [ValidateObjectMembers]
    public StreamWatchOptions Streams { get; set; } = new();

    /// <summary>How what the account costs is watched.</summary>
    /// <value>Default: it isn't.</value>
    [ValidateObjectMembers]
    public CostWatchOptions Cost { get; set; } = new();

    /// <summary>The change handlers, as <see cref="CdcBuilder.OnChanges{THandler}"/> added them.</summary>
    internal List<ChangeHandlerOptions> Handlers { get; } = [];
}
