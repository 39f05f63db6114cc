using System.ComponentModel.DataAnnotations;
using CdcToSnowflake.Operations.Failures;

namespace CdcToSnowflake.Hosting.Alerts;

/// <summary>Failures taken to people: of brands and handlers, as the service sees them, and of tasks and pipes, as Snowflake's error integration sends them to an SNS topic. An SQS queue that subscribes to the topic is read, with or without raw delivery.</summary>
public sealed class FailureAlertOptions
{
    /// <summary>The queue's URL.</summary>
    /// <value>Default: null: no queue is read, so failures of tasks, pipes and budgets are not heard of; what the service itself sees (brands, handlers, the way to CI, streams, costs) is told all the same.</value>
    public string? QueueUrl { get; set; }

    /// <summary>The queue's region.</summary>
    /// <value>Default: null, which takes it from the queue's URL, else from the environment or the machine's AWS profile (with <see cref="Endpoint"/>: <c>us-east-1</c>).</value>
    public string? Region { get; set; }

    /// <summary>A server in place of AWS.</summary>
    /// <value>Default: null, AWS.</value>
    public Uri? Endpoint { get; set; }

    /// <summary>The access key's id; goes with <see cref="SecretKey"/>. It needs <c>sqs:ReceiveMessage</c> and <c>sqs:DeleteMessage</c>.</summary>
    /// <value>Default: null, which takes the AWS SDK's usual chain: environment, profile, the machine's role.</value>
    public string? AccessKey { get; set; }

    /// <summary>The secret access key.</summary>
    /// <value>Default: null.</value>
    public string? SecretKey { get; set; }

    /// <summary>A Slack channel's incoming webhook. It is a secret.</summary>
    /// <value>Default: null.</value>
    public Uri? SlackWebhook { get; set; }

    /// <summary>A webhook that takes <see cref="JsonWebhookSender"/>'s JSON. It is a secret.</summary>
    /// <value>Default: null.</value>
    public Uri? JsonWebhook { get; set; }

    /// <summary>How long nobody is told again of what still fails, or fails again after it worked: what fails and works in turn is told twice in that time, not each time.</summary>
    /// <value>Default: 15 minutes; 1 second to 1 day.</value>
    [Duration("00:00:01", "1.00:00:00")]
    public TimeSpan RepeatAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often the account is asked whether a task or pipe that failed works again, which wakes the session's warehouse: more seldom the longer ago it failed (a twentieth of that time, an hour at the most), and not while none fails. A failure of which nothing is heard for 7 days is given up, and people are told so. As often is sent what could not be sent before, and looked, within the process, at which brands and handlers fail.</summary>
    /// <value>Default: 30 seconds; 1 second to 1 hour.</value>
    [Duration("00:00:01", "01:00:00")]
    public TimeSpan RecoveryInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long SQS hides a message while it is worked on; after that it comes again.</summary>
    /// <value>Default: 2 minutes; 1 second to 12 hours.</value>
    [Duration("00:00:01", "12:00:00")]
    public TimeSpan Visibility { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>At which receipt a message that can't be read, or kept in the store, is logged as an error. It is never deleted: the queue's redrive policy takes it to the dead-letter queue.</summary>
    /// <value>Default: 3; 1 to 1,000.</value>
    [Range(1, 1000)]
    public int MostReceipts { get; set; } = 3;

    internal List<Func<IServiceProvider, IAlertSender>> Others { get; } = [];

    internal bool HasSender => SlackWebhook is not null || JsonWebhook is not null || Others.Count > 0;

    /// <summary>Also sends alerts this way.</summary>
    /// <param name="sender">Makes the sender; it lives as long as the service.</param>
    /// <returns>This.</returns>
    public FailureAlertOptions SendTo(Func<IServiceProvider, IAlertSender> sender)
    {
        ArgumentNullException.ThrowIfNull(sender);
        Others.Add(sender);
        return this;
    }

    /// <summary>The options without secrets.</summary>
    /// <returns>The queue.</returns>
    public override string ToString() => QueueUrl ?? "no queue";

    internal IReadOnlyList<IAlertSender> Senders(IServiceProvider services, TimeProvider time) =>
    [
        .. SlackWebhook is { } slack ? [new SlackSender(new WebhookOptions(slack), time)] : (IAlertSender[])[],
        .. JsonWebhook is { } json ? [new JsonWebhookSender(new WebhookOptions(json), time)] : (IAlertSender[])[],
        .. Others.Select(sender => sender(services)),
    ];
}
