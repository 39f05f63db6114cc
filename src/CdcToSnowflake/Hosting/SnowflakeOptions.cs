using CdcToSnowflake.Hosting.Targets;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;
using CdcToSnowflake.Warehouse.Connections;

namespace CdcToSnowflake.Hosting;

/// <summary>The account that follows the brands' tables.</summary>
public sealed class SnowflakeOptions
{
    /// <summary>In the words of Snowflake's .NET driver, such as <c>account=…;user=…;authenticator=snowflake_jwt;private_key_file=…;warehouse=…;role=…</c>.</summary>
    /// <value>Default: null: no account.</value>
    public string? ConnectionString { get; set; }

    /// <summary>Who speaks to Snowflake.</summary>
    /// <value>Default: <see cref="SnowflakeProvider.Automatic"/>.</value>
    public SnowflakeProvider Provider { get; set; } = SnowflakeProvider.Automatic;

    /// <summary>Names, rules of tables, and what the SQL says beyond them.</summary>
    /// <value>Default: <see cref="DeploymentOptions"/>'s defaults.</value>
    public DeploymentOptions Deployment { get; set; } = new();

    /// <summary>
    /// Whether the service has the bucket of <see cref="StoreOptions.S3"/> tell the pipes' queue of new files (<see cref="S3BucketNotifications"/>), by the store's own credentials, before a brand or table counts as deployed. They need <c>s3:GetBucketNotification</c> and
    /// <c>s3:PutBucketNotification</c>. Not for two services of one bucket that start at the same moment: S3 takes a bucket's events as one document.
    /// </summary>
    /// <value>Default: false: somebody else sees to it.</value>
    public bool SetBucketNotifications { get; set; }

    /// <summary>With <see cref="SetBucketNotifications"/>, how long a bucket that had to be changed is waited for before its brands are captured: AWS says that a change usually takes about five minutes to work, and nobody hears of the files of that time.</summary>
    /// <value>Default: 5 minutes.</value>
    [Duration("00:00:00", "01:00:00")]
    public TimeSpan NotificationDelay { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often the brands' servers are asked what they say of their tables to people (comments and foreign keys of information_schema), beside at the start: it becomes comments of RAW's and CI's tables and columns, and stands in the semantic view. Null = never.</summary>
    /// <value>Default: 1 hour; 1 second to 7 days.</value>
    [Duration("00:00:01", "7.00:00:00")]
    public TimeSpan? DescriptionInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What takes the account's place.</summary>
    internal Func<IServiceProvider, IWarehouseTarget>? Other { get; set; }

    internal IWarehouseTarget? Open(IServiceProvider services) =>
        Other is { } other ? other(services)
        : ConnectionString is { } connection ? new AccountTarget(SnowflakeDataSource.Create(connection, Provider))
        : null;
}
