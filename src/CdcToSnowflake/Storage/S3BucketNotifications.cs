using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Storage;

/// <summary>Has a bucket tell a queue, or a topic, of the files that come into it, as Snowpipe's AUTO_INGEST wants it.</summary>
/// <remarks>
/// Needs <c>s3:GetBucketNotification</c> and <c>s3:PutBucketNotification</c>, which a capture doesn't. S3 knows a bucket's events as one document without a
/// version, so two changes of it at the same moment can lose one: don't set up two prefixes of one bucket at once.
/// </remarks>
public sealed class S3BucketNotifications : IFileNotifications, IDisposable
{
    private const string Created = "s3:ObjectCreated:";

    private readonly IAmazonS3 _s3;
    private readonly string _bucket;
    private readonly string _prefix;
    private readonly Uri _location;
    private readonly TimeSpan _patience;

    /// <summary>Prepares the change of a bucket's notifications. Nothing is sent yet.</summary>
    /// <param name="options">The bucket and its prefix; only files under the prefix are told of.</param>
    /// <exception cref="ArgumentException">The bucket has no name, or the prefix has a part that is no part of a key.</exception>
    public S3BucketNotifications(S3StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Bucket);
        _bucket = options.Bucket;
        _prefix = options.Prefix.Length == 0 ? "" : options.Prefix.TrimEnd('/') + "/";
        ObjectKey.CheckPrefix(_prefix);
        _location = new Uri($"s3://{_bucket}/{_prefix}");
        _patience = options.Patience;
        _s3 = S3Connection.Open(options);
    }

    /// <summary>How long S3 takes until a change works (its manual, "Enabling and configuring event notifications": usually about five minutes).</summary>
    /// <value>Default: 5 minutes; not negative.</value>
    public TimeSpan Delay
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, nameof(Delay));
            field = value;
        }
    } = TimeSpan.FromMinutes(5);

    /// <summary>Whether the bucket tells the queue, or the topic, of each new file under the prefix.</summary>
    /// <param name="channelArn">As of <see cref="EnsureAsync"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>True if nothing is to be done.</returns>
    /// <exception cref="StorageException">The bucket doesn't tell.</exception>
    public async Task<bool> IsToldAsync(string channelArn, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(channelArn);
        try
        {
            return IsTold(await ReadAsync(cancellationToken).ConfigureAwait(false), channelArn);
        }
        catch (Exception e) when (S3Failure.IsOne(e, cancellationToken))
        {
            throw S3Failure.Translate("read the notifications (s3:GetBucketNotification) of", _location, _prefix, e);
        }
    }

    /// <summary>Has the bucket tell the queue, or the topic, of each new file under the prefix. What the bucket tells others stays; a second call changes nothing.</summary>
    /// <param name="channelArn">A pipe's <c>notification_channel</c> of SHOW PIPES: the ARN of Snowpipe's queue, which pipes of an account in a region share until its access policy is full, or of an SNS topic (<see cref="Sql.SqlOptions.PipeSnsTopic"/>).</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether something had to be changed.</returns>
    /// <exception cref="BucketNotificationException">Files under the prefix are told to something else already, which S3 allows only once.</exception>
    /// <exception cref="StorageException">The bucket doesn't let itself be changed.</exception>
    public async Task<bool> EnsureAsync(string channelArn, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(channelArn);
        try
        {
            GetBucketNotificationResponse there = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (IsTold(there, channelArn))
            {
                return false;
            }
            RefuseOverlap(there, channelArn);
            await _s3.PutBucketNotificationAsync(
                new PutBucketNotificationRequest
                {
                    BucketName = _bucket,
                    // The document is replaced as a whole, so what belongs to others is sent back as it was.
                    QueueConfigurations = [.. there.QueueConfigurations ?? [], .. IsTopic(channelArn) ? (QueueConfiguration[])[] : [ForQueue(channelArn)]],
                    TopicConfigurations = [.. there.TopicConfigurations ?? [], .. IsTopic(channelArn) ? [ForTopic(channelArn)] : (TopicConfiguration[])[]],
                    LambdaFunctionConfigurations = there.LambdaFunctionConfigurations,
                    EventBridgeConfiguration = there.EventBridgeConfiguration,
                },
                cancellationToken).WaitAsync(_patience, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (S3Failure.IsOne(e, cancellationToken))
        {
            throw S3Failure.Translate("set the notifications (s3:GetBucketNotification, s3:PutBucketNotification) of", _location, _prefix, e);
        }
    }

    /// <summary>Reads the bucket's notifications, to see whether that is allowed.</summary>
    internal async Task TryReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            _ = await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (S3Failure.IsOne(e, cancellationToken))
        {
            throw S3Failure.Translate("read the notifications (s3:GetBucketNotification) of", _location, _prefix, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _s3.Dispose();

    private Task<GetBucketNotificationResponse> ReadAsync(CancellationToken cancellationToken) =>
        _s3.GetBucketNotificationAsync(new GetBucketNotificationRequest { BucketName = _bucket }, cancellationToken).WaitAsync(_patience, cancellationToken);

    private bool IsTold(GetBucketNotificationResponse there, string channelArn) =>
        Told(there).Any(known => known.Target == channelArn && TellsOfAllNewFiles(known.Events) && Covers(PrefixOf(known.Filter), SuffixOf(known.Filter)));

    private QueueConfiguration ForQueue(string arn) => new() { Id = IdOf(arn), Queue = arn, Events = [EventType.ObjectCreatedAll], Filter = UnderThePrefix() };

    private TopicConfiguration ForTopic(string arn) => new() { Id = IdOf(arn), Topic = arn, Events = [EventType.ObjectCreatedAll], Filter = UnderThePrefix() };

    // By content: a second try of a change whose answer was lost makes no second entry.
    private string IdOf(string arn) => $"cdc-to-snowflake-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{arn} {_prefix}")).AsSpan(0, 8))}";

    private Filter? UnderThePrefix() => _prefix.Length == 0 ? null : new Filter { S3KeyFilter = new S3KeyFilter { FilterRules = [new FilterRule("prefix", _prefix)] } };

    // arn:PARTITION:SERVICE:…; AWS has a partition for China and others for governments.
    private static bool IsTopic(string arn) => arn.Split(':') is [_, _, "sns", ..];

    private static IEnumerable<(string Target, List<EventType>? Events, Filter? Filter)> Told(GetBucketNotificationResponse there) =>
    [
        .. (there.QueueConfigurations ?? []).Select(entry => (entry.Queue, entry.Events, entry.Filter)),
        .. (there.TopicConfigurations ?? []).Select(entry => (entry.Topic, entry.Events, entry.Filter)),
        .. (there.LambdaFunctionConfigurations ?? []).Select(entry => (entry.FunctionArn, entry.Events, entry.Filter)),
    ];

    /// <summary>S3 refuses two entries of one event whose prefixes overlap, whoever hears them; its message doesn't name them.</summary>
    private void RefuseOverlap(GetBucketNotificationResponse there, string channelArn)
    {
        foreach ((string target, List<EventType>? events, Filter? filter) in Told(there))
        {
            string prefix = PrefixOf(filter);
            if (TellsOfNewFiles(events) && (prefix.StartsWith(_prefix, StringComparison.Ordinal) || _prefix.StartsWith(prefix, StringComparison.Ordinal)))
            {
                throw new BucketNotificationException(
                    $"The bucket {_bucket} tells {target} of new files under '{prefix}', and S3 tells of a file only once. Let {channelArn} hear of them through an SNS topic that both subscribe to "
                    + "(the pipes' AWS_SNS_TOPIC), or give the cuts a prefix that nobody else hears of.",
                    _location);
            }
        }
    }

    private bool Covers(string prefix, string suffix) => suffix.Length == 0 && _prefix.StartsWith(prefix, StringComparison.Ordinal);

    // Not enough: ObjectCreated:Put alone is silent about files that were uploaded in parts.
    private static bool TellsOfAllNewFiles(List<EventType>? events) => (events ?? []).Contains(EventType.ObjectCreatedAll);

    private static bool TellsOfNewFiles(List<EventType>? events) => (events ?? []).Any(known => known.Value.StartsWith(Created, StringComparison.Ordinal));

    private static string PrefixOf(Filter? filter) => RuleOf(filter, "prefix");

    private static string SuffixOf(Filter? filter) => RuleOf(filter, "suffix");

    // AWS answers "Prefix" where it was told "prefix".
    private static string RuleOf(Filter? filter, string rule) =>
        filter?.S3KeyFilter?.FilterRules?.FirstOrDefault(known => known.Name.Equals(rule, StringComparison.OrdinalIgnoreCase))?.Value ?? "";
}
