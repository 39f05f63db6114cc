using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.Emulator.Hosting;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Brands;
using CdcToSnowflake.Storage;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Warehouse;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CdcToSnowflake.IntegrationTests.Hosting;

/// <summary>The service has its bucket tell the pipes' queue, beside what the bucket tells others. The judge is the bucket.</summary>
public sealed class BucketNotificationTests : IAsyncLifetime
{
    private const string Queue = "arn:aws:sqs:us-east-1:000000000000:sf-snowpipe-emulator";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cdc-notifications-");
    private MySqlServer _mysql = null!;
    private AwsServer _aws = null!;
    private AmazonS3Client _s3 = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _mysql = await MySqlServer.StartAsync();
        _aws = await AwsServer.StartAsync();
        _s3 = new AmazonS3Client(_aws.AccessKey, _aws.SecretKey, new AmazonS3Config { ServiceURL = _aws.Endpoint.AbsoluteUri, ForcePathStyle = true, AuthenticationRegion = _aws.Region });
        await _s3.PutBucketAsync("cdc", Cancellation);
        await _mysql.ExecuteAsync("CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY, total INT NOT NULL); INSERT INTO shop.orders VALUES (1, 10)");
    }

    public async ValueTask DisposeAsync()
    {
        _s3?.Dispose();
        await (_aws?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_mysql?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Run_BucketThatTellsNobody_TellsTheQueueAndThePipesLookAgain_OnceForAll()
    {
        for (var start = 1; start <= 2; start++)
        {
            using var host = Build();
            await host.StartAsync(Cancellation);
            var snowflake = host.Services.GetRequiredService<SnowflakeEmulator>();
            await _mysql.ExecuteAsync($"INSERT INTO shop.orders VALUES ({start + 1}, 10)");
            await UntilAsync(() => Number(snowflake, "SELECT COALESCE(SUM(TOTAL), 0) FROM CI_DB.CI_SCHEMA.ORDERS") == 10 + (10 * start), host);

            var told = Assert.Single((await NotificationsAsync()).QueueConfigurations);
            Assert.Equal((Queue, "s3:ObjectCreated:*", "prod/"), (told.Queue, Assert.Single(told.Events).Value, Assert.Single(told.Filter.S3KeyFilter.FilterRules).Value));
            // The pipe of manifests was made, and looked; then the bucket was told, and it looked again. The log of queries ends with the process.
            Assert.Equal(start == 1 ? 2 : 0, Number(snowflake, "SELECT COUNT(*) FROM SNOWFLAKE.ACCOUNT_USAGE.QUERY_HISTORY WHERE QUERY_TEXT ILIKE 'ALTER PIPE%CUT%REFRESH%'"));
            await host.StopAsync(Cancellation);
        }
    }

    [Fact]
    public async Task Run_AnotherHearsOfTheFiles_TheBrandSaysSo_AndGoesOnWhenItNoLongerDoes()
    {
        using var sqs = new AmazonSQSClient(_aws.AccessKey, _aws.SecretKey, new AmazonSQSConfig { ServiceURL = _aws.Endpoint.AbsoluteUri, AuthenticationRegion = _aws.Region });
        var other = (await sqs.GetQueueAttributesAsync((await sqs.CreateQueueAsync("other", Cancellation)).QueueUrl, ["QueueArn"], Cancellation)).QueueARN;
        await _s3.PutBucketNotificationAsync(
            new PutBucketNotificationRequest { BucketName = "cdc", QueueConfigurations = [new QueueConfiguration { Queue = other, Events = [EventType.ObjectCreatedAll] }] }, Cancellation);
        using var host = Build();
        await host.StartAsync(Cancellation);
        var status = host.Services.GetRequiredService<CdcStatus>();
        var snowflake = host.Services.GetRequiredService<SnowflakeEmulator>();
        await UntilAsync(() => Assert.Single(status.Brands).Error is BucketNotificationException, host);
        Assert.Contains(other, status.Brands[0].Error!.Message, StringComparison.Ordinal);

        await _s3.PutBucketNotificationAsync(new PutBucketNotificationRequest { BucketName = "cdc" }, Cancellation);
        await UntilAsync(() => Number(snowflake, "SELECT COALESCE(SUM(TOTAL), 0) FROM CI_DB.CI_SCHEMA.ORDERS") == 10, host);
        Assert.Equal(Queue, Assert.Single((await NotificationsAsync()).QueueConfigurations).Queue);
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Run_BucketThatWasSilentUpToNow_EveryPipeLooksAgain()
    {
        using (var before = Build(setsNotifications: false))
        {
            await before.StartAsync(Cancellation);
            var snowflake = before.Services.GetRequiredService<SnowflakeEmulator>();
            await UntilAsync(() => Number(snowflake, "SELECT COALESCE(SUM(TOTAL), 0) FROM CI_DB.CI_SCHEMA.ORDERS") == 10, before);
            await before.StopAsync(Cancellation);
        }

        using var host = Build();
        await host.StartAsync(Cancellation);
        var account = host.Services.GetRequiredService<SnowflakeEmulator>();
        await UntilAsync(() => host.Services.GetRequiredService<CdcStatus>().Brands is [{ State: BrandState.Running }], host);
        await UntilAsync(() => Number(account, "SELECT COUNT(*) FROM BRAND_A_DB.INFORMATION_SCHEMA.PIPES WHERE COMMENT IS NULL OR COMMENT = ''") == 0, host);
        Assert.Equal(2, Number(account, "SELECT COUNT(DISTINCT QUERY_TEXT) FROM SNOWFLAKE.ACCOUNT_USAGE.QUERY_HISTORY WHERE QUERY_TEXT ILIKE 'ALTER PIPE%REFRESH%'"));
        await host.StopAsync(Cancellation);
    }

    private IHost Build(bool setsNotifications = true)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddCdcToSnowflake(cdc => cdc
            .ToS3(s3 => (s3.Bucket, s3.Prefix, s3.Endpoint, s3.Region, s3.AccessKey, s3.SecretKey) = ("cdc", "prod", _aws.Endpoint, _aws.Region, _aws.AccessKey, _aws.SecretKey))
            .ToEmulator(new EmulatorOptions { Database = Path.Combine(_folder.FullName, "snowflake.db"), MinimumTriggerInterval = TimeSpan.FromMilliseconds(100) })
            .AddBrand("BRAND_A", brand => brand.FromMySql(_mysql.ConnectionString).Tables("shop.*").Capture(options => options with { CutInterval = TimeSpan.FromMilliseconds(100) }))
            .Configure(options =>
            {
                options.Snowflake.SetBucketNotifications = setsNotifications;
                options.Snowflake.NotificationDelay = TimeSpan.Zero; // the stand-in tells at once
                options.Retry.LongestPause = TimeSpan.FromSeconds(1);
            }));
        return builder.Build();
    }

    private Task<GetBucketNotificationResponse> NotificationsAsync() => _s3.GetBucketNotificationAsync(new GetBucketNotificationRequest { BucketName = "cdc" }, Cancellation);

    private static Task UntilAsync(Func<bool> condition, IHost host) => Waiting.UntilAsync(condition, () => string.Join('\n', host.Services.GetRequiredService<CdcStatus>().Brands));

    private static long Number(SnowflakeEmulator snowflake, string sql)
    {
        try
        {
            using var command = snowflake.CreateCommand(sql);
            return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        }
        catch (SnowflakeException e) when (e.Message.Contains("does not exist", StringComparison.Ordinal))
        {
            return -1; // its table has not appeared yet
        }
    }
}
