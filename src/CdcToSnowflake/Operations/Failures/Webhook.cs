using System.Net;
using System.Net.Http.Headers;

namespace CdcToSnowflake.Operations.Failures;

/// <summary>Posts JSON to an address that is never shown: not in an error, not in a log, not in a trace.</summary>
internal sealed class Webhook : IDisposable
{
    private readonly string _receiver;
    private readonly WebhookOptions _options;
    private readonly TimeProvider _time;
    private readonly TokenBucket _bucket;
    private readonly HttpClient _http;

    public Webhook(string receiver, WebhookOptions options, TimeProvider? time)
    {
        (_receiver, _options, _time) = (receiver, options.Checked(), time ?? TimeProvider.System);
        _bucket = new TokenBucket(options.Burst, options.Interval, _time);
        // A propagator would make traces with the address in them; a redirect would take the message elsewhere.
        _http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = 64 << 10 };
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Posts; ends when the receiver has taken it.</summary>
    /// <exception cref="AlertDeliveryException">It refused, or was away for too long.</exception>
    public async Task PostAsync(byte[] json, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            await _bucket.TakeAsync(cancellationToken).ConfigureAwait(false);
            var (status, problem, pause) = await TryAsync(json, cancellationToken).ConfigureAwait(false);
            if (status is { } code && (int)code is >= 200 and < 300)
            {
                return;
            }

            var canPass = status is null or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)status >= 500;
            if (!canPass)
            {
                throw new AlertDeliveryException($"{_receiver} refused an alert: {problem}. Check that the webhook's address is whole and still in use.", status);
            }

            if (attempt >= _options.Retries)
            {
                throw new AlertDeliveryException($"{_receiver} didn't take an alert in {attempt + 1} calls: {problem}. The alert is sent again later.", status);
            }

            await Task.Delay(Least(pause ?? _options.FirstPause * Math.Pow(2, attempt)), _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(HttpStatusCode? Status, string Problem, TimeSpan? Pause)> TryAsync(byte[] json, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var content = new ByteArrayContent(json);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
            using var answer = await _http.PostAsync(_options.Url, content, either.Token).ConfigureAwait(false);
            return (answer.StatusCode, $"it answered {(int)answer.StatusCode}", PauseOf(answer.Headers.RetryAfter));
        }
        catch (HttpRequestException e)
        {
            // Its own message may name the host, so only the kind is kept.
            return (null, $"there was no answer ({e.HttpRequestError})", null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"there was no answer within {_options.Timeout}", null);
        }
    }

    private TimeSpan? PauseOf(RetryConditionHeaderValue? after) => after?.Delta ?? (after?.Date is { } date ? date - _time.GetUtcNow() : null);

    private TimeSpan Least(TimeSpan pause) => pause < TimeSpan.Zero ? TimeSpan.Zero : pause > _options.LongestPause ? _options.LongestPause : pause;
}
