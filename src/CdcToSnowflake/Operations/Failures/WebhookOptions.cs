namespace CdcToSnowflake.Operations.Failures;

/// <summary>A webhook, and how patiently it is called.</summary>
/// <param name="url">Its address, <c>https</c> (or <c>http</c> on this machine). It is a secret: whoever knows it may post. It is never shown.</param>
public sealed class WebhookOptions(Uri url)
{
    /// <summary>How often a call is made again that failed for the moment: 429, 408, 5xx, no answer.</summary>
    /// <value>Default: 4; 0 to 20.</value>
    public int Retries { get; init; } = 4;

    /// <summary>How long one call may take.</summary>
    /// <value>Default: 10 seconds; more than zero.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The first pause before a call is made again, where the receiver names none; each next is twice as long.</summary>
    /// <value>Default: 1 second; more than zero.</value>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause, also where the receiver asks for more.</summary>
    /// <value>Default: 1 minute; at least <see cref="FirstPause"/>.</value>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many calls may follow each other at once.</summary>
    /// <value>Default: 5; from 1.</value>
    public int Burst { get; init; } = 5;

    /// <summary>The time after which one more call may be made.</summary>
    /// <value>Default: 1 second, as Slack allows; more than zero.</value>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    internal Uri Url { get; } = url;

    /// <summary>The options without the secret.</summary>
    /// <returns>That there is a webhook.</returns>
    public override string ToString() => "webhook";

    internal WebhookOptions Checked()
    {
        ArgumentNullException.ThrowIfNull(Url);
        // ArgumentException.Message would hold what is passed as actual value, so nothing is.
        if (!Url.IsAbsoluteUri || !(Url.Scheme == Uri.UriSchemeHttps || (Url.Scheme == Uri.UriSchemeHttp && Url.IsLoopback)))
        {
            throw new ArgumentException("A webhook's address must be https.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(Retries);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Retries, 20);
        ArgumentOutOfRangeException.ThrowIfLessThan(Burst, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(FirstPause, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(LongestPause, FirstPause);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Interval, TimeSpan.Zero);
        return this;
    }
}
