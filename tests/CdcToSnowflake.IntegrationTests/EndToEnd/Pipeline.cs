using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.IntegrationTests.EndToEnd;

/// <summary>The whole way, composed as a user composes it: captures to S3, pipes, tasks and MERGEs in the embedded Snowflake.</summary>
internal sealed class Pipeline : IAsyncDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(3);

    private readonly S3Server _s3;
    private readonly S3ObjectStore _bucket;
    private readonly SnowflakeEmulator _snowflake;
    private readonly SnowflakeDeployment _deployment;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _warehouse;

    private Pipeline(S3Server s3, S3ObjectStore bucket, SnowflakeEmulator snowflake, IObjectStore store, DeploymentOptions? deployment)
    {
        _s3 = s3;
        _bucket = bucket;
        _snowflake = snowflake;
        _deployment = new SnowflakeDeployment(snowflake, deployment);
        Store = store;
        _warehouse = snowflake.RunAsync(_stop.Token);
    }

    /// <summary>The bucket, announcing what is written to it.</summary>
    public IObjectStore Store { get; }

    public static async Task<Pipeline> StartAsync(EmulatorOptions options, DeploymentOptions? deployment = null)
    {
        var s3 = await S3Server.StartAsync();
        using (var client = new AmazonS3Client(s3.AccessKey, s3.SecretKey, new AmazonS3Config { ServiceURL = s3.Endpoint.AbsoluteUri, ForcePathStyle = true, AuthenticationRegion = s3.Region }))
        {
            await client.PutBucketAsync(new PutBucketRequest { BucketName = "cdc" });
        }

        var bucket = new S3ObjectStore(new S3StoreOptions { Bucket = "cdc", Prefix = "test", Endpoint = s3.Endpoint, AccessKey = s3.AccessKey, SecretKey = s3.SecretKey });
        var snowflake = new SnowflakeEmulator(options with { MinimumTriggerInterval = TimeSpan.FromMilliseconds(100) });
        return new Pipeline(s3, bucket, snowflake, await snowflake.WatchAsync(bucket, CancellationToken.None), deployment);
    }

    /// <summary>Runs a brand's capture until it is cancelled.</summary>
    public async Task CaptureAsync(Brand brand, IObjectStore store, TimeSpan cutInterval, CancellationToken cancellationToken, FileFormat format = FileFormat.Parquet)
    {
        await _deployment.EnsureBrandAsync(brand.Id, store.Location, cancellationToken);
        await using var client = new BinlogClient(BinlogClientOptions.Parse(brand.Server.ConnectionString));
        var capture = new BrandCapture(
            brand.Id, client, store, new CaptureOptions { CutInterval = cutInterval, CutRows = 500, Format = format }, _deployment, new MySqlSchemaSource(brand.Server.ConnectionString));
        await capture.RunAsync(cancellationToken);
    }

    /// <summary>Waits until a brand's row has come through to CI.</summary>
    public async Task UntilInCiAsync(Brand brand, ulong account)
    {
        using var limit = new CancellationTokenSource(LongestWait);
        while (await CountAsync($"SELECT COUNT(*) FROM CI_DB.CI_SCHEMA.ACCOUNTS WHERE BRAND_ID = '{brand.Id}' AND ID = {account}") == 0)
        {
            if (_warehouse.IsCompleted)
            {
                await _warehouse;
            }

            if (limit.IsCancellationRequested)
            {
                Assert.Fail($"Account {account} of {brand.Id} did not come through to CI in {LongestWait}. {await DiagnosisAsync(brand)}");
            }

            await Task.Delay(100);
        }
    }

    public async Task<List<string>> RowsAsync(ShopTable table, Brand brand) =>
        await ReadAsync($"SELECT {table.TargetColumns} FROM {brand.Raw}.\"{table.Target}\"", table, null);

    /// <summary>Every change of a table as it was loaded.</summary>
    public async Task<List<string>> StagedRowsAsync(ShopTable table, Brand brand) =>
        await ReadAsync($"SELECT {table.TargetColumns} FROM \"{brand.Id.ToUpperInvariant()}_DB\".\"STG_SCHEMA\".\"{table.Target}\"", table, null);

    public async Task<List<string>> CiRowsAsync(ShopTable table, Brand brand) =>
        await ReadAsync($"SELECT {table.TargetColumns} FROM \"CI_DB\".\"CI_SCHEMA\".\"{table.Target}\" WHERE \"BRAND_ID\" = '{brand.Id}'", table, brand.Id + " | ");

    public async Task<long> CountAsync(string sql)
    {
        try
        {
            await using var command = _snowflake.CreateCommand(sql);
            return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
        }
        catch (SnowflakeException e) when (e.Message.Contains("does not exist", StringComparison.Ordinal))
        {
            // Its table has not appeared yet.
            return 0;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await ((Task)_warehouse).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _deployment.Dispose();
        await _snowflake.DisposeAsync();
        _bucket.Dispose();
        await _s3.DisposeAsync();
        _stop.Dispose();
    }

    private async Task<List<string>> ReadAsync(string sql, ShopTable table, string? prefix)
    {
        await using var command = _snowflake.CreateCommand(sql);
        return await CanonicalRows.ReadAsync(command, table, prefix);
    }

    private async Task<string> DiagnosisAsync(Brand brand) =>
        $"Cuts loaded: {await CountAsync($"SELECT MAX(\"CUT\") FROM \"{brand.Id.ToUpperInvariant()}_DB\".\"STG_SCHEMA\".\"CDC_CUT\"")}, "
        + $"merged: {await CountAsync($"SELECT MAX(\"MERGED_CUT\") FROM \"{brand.Id.ToUpperInvariant()}_DB\".\"STG_SCHEMA\".\"CDC_PROGRESS\"")}.";
}
