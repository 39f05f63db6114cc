using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS.Model;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Tests.Servers;

namespace CdcToSnowflake.Tests.Storage;

/// <summary>Against a server that sends what it was told to: the judge is the queue.</summary>
public sealed class S3BucketNotificationsTests(AwsFixture aws) : IClassFixture<AwsFixture>, IAsyncLifetime
{
    private readonly string _bucket = $"cdc-{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await aws.S3.PutBucketAsync(_bucket, Cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task EnsureAsync_NewBucket_TheQueueHearsOfFilesUnderThePrefixOnly()
    {
        (string url, string arn) = await QueueAsync("snowpipe");
        using S3BucketNotifications notifications = new(Options("prod"));

        Assert.True(await notifications.EnsureAsync(arn, Cancellation));
        await PutAsync("prod/BRAND_A/data/shop.orders/v1/1.parquet");
        await PutAsync("other/BRAND_A/data/shop.orders/v1/1.parquet");
        await PutInPartsAsync("prod/BRAND_A/cuts/1.json");

        Assert.Equal(["prod/BRAND_A/cuts/1.json", "prod/BRAND_A/data/shop.orders/v1/1.parquet"], await KeysAsync(url, 2));
    }

    [Fact]
    public async Task EnsureAsync_SecondCall_ChangesNothing()
    {
        (_, string arn) = await QueueAsync("snowpipe");
        using S3BucketNotifications notifications = new(Options("prod"));

        Assert.True(await notifications.EnsureAsync(arn, Cancellation));
        Assert.False(await notifications.EnsureAsync(arn, Cancellation));

        Assert.Single((await aws.S3.GetBucketNotificationAsync(_bucket, Cancellation)).QueueConfigurations);
    }

    [Fact]
    public async Task EnsureAsync_TheQueueHearsOfTheWholeBucket_ChangesNothing()
    {
        (_, string arn) = await QueueAsync("snowpipe");
        using S3BucketNotifications whole = new(Options(""));
        using S3BucketNotifications notifications = new(Options("prod"));

        Assert.True(await whole.EnsureAsync(arn, Cancellation));

        Assert.False(await notifications.EnsureAsync(arn, Cancellation));
    }

    [Fact]
    public async Task EnsureAsync_OthersHearOfOtherThings_TheyStillDo()
    {
        (_, string arn) = await QueueAsync("snowpipe");
        (string othersUrl, string othersArn) = await QueueAsync("others");
        using S3BucketNotifications others = new(Options("invoices"));
        using S3BucketNotifications notifications = new(Options("prod"));
        await others.EnsureAsync(othersArn, Cancellation);

        Assert.True(await notifications.EnsureAsync(arn, Cancellation));
        await PutAsync("invoices/7.pdf");

        Assert.Equal(["invoices/7.pdf"], await KeysAsync(othersUrl, 1));
    }

    [Theory]
    [InlineData("prod")]
    [InlineData("prod/BRAND_A")]
    [InlineData("")]
    public async Task EnsureAsync_AnotherHearsOfTheSameFiles_SaysWhoAndWhatToDo(string theirs)
    {
        (_, string arn) = await QueueAsync("snowpipe");
        (_, string othersArn) = await QueueAsync("others");
        using S3BucketNotifications others = new(Options(theirs));
        using S3BucketNotifications notifications = new(Options("prod"));
        await others.EnsureAsync(othersArn, Cancellation);

        BucketNotificationException error = await Assert.ThrowsAsync<BucketNotificationException>(() => notifications.EnsureAsync(arn, Cancellation));

        Assert.Contains(othersArn, error.Message, StringComparison.Ordinal);
        Assert.Contains("SNS", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain((await aws.S3.GetBucketNotificationAsync(_bucket, Cancellation)).QueueConfigurations, known => known.Queue == arn);
    }

    [Fact]
    public async Task EnsureAsync_TheQueueHearsOfWholeUploadsOnly_IsRefusedAsOverlap()
    {
        (_, string arn) = await QueueAsync("snowpipe");
        await aws.S3.PutBucketNotificationAsync(
            new PutBucketNotificationRequest { BucketName = _bucket, QueueConfigurations = [new QueueConfiguration { Queue = arn, Events = [EventType.ObjectCreatedPut] }] }, Cancellation);
        using S3BucketNotifications notifications = new(Options("prod"));

        await Assert.ThrowsAsync<BucketNotificationException>(() => notifications.EnsureAsync(arn, Cancellation));
    }

    [Fact]
    public async Task EnsureAsync_TopicOfPipes_TheBucketTellsTheTopic_BesideAQueueOfOtherFiles()
    {
        string topic = $"arn:aws:sns:{aws.Server.Region}:123456789012:cuts";
        (_, string othersArn) = await QueueAsync("others");
        using S3BucketNotifications others = new(Options("invoices"));
        using S3BucketNotifications notifications = new(Options("prod"));
        await others.EnsureAsync(othersArn, Cancellation);

        Assert.True(await notifications.EnsureAsync(topic, Cancellation));
        Assert.False(await notifications.EnsureAsync(topic, Cancellation));

        GetBucketNotificationResponse there = await aws.S3.GetBucketNotificationAsync(_bucket, Cancellation);
        TopicConfiguration told = Assert.Single(there.TopicConfigurations);
        Assert.Equal((topic, "prod/"), (told.Topic, Assert.Single(told.Filter.S3KeyFilter.FilterRules).Value));
        Assert.Equal(othersArn, Assert.Single(there.QueueConfigurations).Queue);
    }

    [Fact]
    public async Task EnsureAsync_NoSuchBucket_SaysWhichPermissionsAndWhatToDo()
    {
        (_, string arn) = await QueueAsync("snowpipe");
        using S3BucketNotifications notifications = new(Options("prod") with { Bucket = "nowhere" });

        StorageException error = await Assert.ThrowsAsync<StorageException>(() => notifications.EnsureAsync(arn, Cancellation));

        Assert.Contains("s3:PutBucketNotification", error.Message, StringComparison.Ordinal);
        Assert.Contains("Create the bucket", error.Message, StringComparison.Ordinal);
    }

    private S3StoreOptions Options(string prefix) => new()
    {
        Bucket = _bucket,
        Prefix = prefix,
        Endpoint = aws.Server.Endpoint,
        Region = aws.Server.Region,
        AccessKey = aws.Server.AccessKey,
        SecretKey = aws.Server.SecretKey,
        Retries = 0,
    };

    private async Task<(string Url, string Arn)> QueueAsync(string name)
    {
        string url = (await aws.Sqs.CreateQueueAsync($"{name}-{_bucket}", Cancellation)).QueueUrl;
        return (url, (await aws.Sqs.GetQueueAttributesAsync(url, ["QueueArn"], Cancellation)).QueueARN);
    }

    private async Task PutAsync(string key) => await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = key, ContentBody = "x" }, Cancellation);

    private async Task PutInPartsAsync(string key)
    {
        string upload = (await aws.S3.InitiateMultipartUploadAsync(_bucket, key, Cancellation)).UploadId;
        UploadPartResponse part = await aws.S3.UploadPartAsync(
            new UploadPartRequest { BucketName = _bucket, Key = key, UploadId = upload, PartNumber = 1, InputStream = new MemoryStream([1]) }, Cancellation);
        await aws.S3.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = _bucket, Key = key, UploadId = upload, PartETags = [new PartETag(1, part.ETag)] }, Cancellation);
    }

    /// <summary>The keys that a queue was told of, once or more, in order of their names.</summary>
    private async Task<List<string>> KeysAsync(string queue, int count)
    {
        HashSet<string> keys = [];
        for (int attempt = 0; attempt < 50 && keys.Count < count; attempt++)
        {
            foreach (Message message in (await aws.Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { MaxNumberOfMessages = 10, WaitTimeSeconds = 1 }, Cancellation)).Messages ?? [])
            {
                using JsonDocument body = JsonDocument.Parse(message.Body);
                if (body.RootElement.TryGetProperty("Records", out JsonElement records))
                {
                    keys.UnionWith(records.EnumerateArray().Select(record => Uri.UnescapeDataString(record.GetProperty("s3").GetProperty("object").GetProperty("key").GetString()!)));
                }
                await aws.Sqs.DeleteMessageAsync(queue, message.ReceiptHandle, Cancellation);
            }
        }
        return [.. keys.Order(StringComparer.Ordinal)];
    }
}
