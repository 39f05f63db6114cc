using System.Globalization;
using CdcToSnowflake.Warehouse.SqlApi.Authentication;
using CdcToSnowflake.Warehouse.SqlApi.Values;

namespace CdcToSnowflake.Warehouse.SqlApi.Http;

/// <summary>
/// Runs statements by the manual's "Snowflake SQL API reference". Each is submitted to run asynchronously, under an id of its own: so its handle is known at once, by which it can be cancelled,
/// no connection is held while it runs, and after a broken connection the same id with retry=true finds it again rather than running it twice.
/// </summary>
internal sealed class SqlApiClient(Uri endpoint, ITokens tokens, HttpClient http, SnowflakeSqlApiOptions options, TimeProvider clock) : IDisposable
{
    private const string Statements = "/api/v2/statements";

    // A 200 that does not hold the whole result.
    private const int IncompleteResult = 391908;

    // A cancelled caller waits for the handle so long, and then for the statement's end.
    private static readonly TimeSpan CancelLinger = TimeSpan.FromSeconds(10);

    private readonly HttpExchange _exchange = new(http, options.MaxPartitionBytes, clock);

    /// <summary>Runs a request of one or more statements to its end.</summary>
    /// <exception cref="SnowflakeException">Snowflake refused or failed it, or could not be reached.</exception>
    /// <exception cref="OperationCanceledException">The statement was cancelled; the message says so if that isn't sure.</exception>
    public async Task<SqlApiResponse> ExecuteAsync(StatementRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var id = Guid.NewGuid();
        using var linger = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        var registration = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).CancelAfter(CancelLinger), linger);
        await using (registration.ConfigureAwait(false))
        {
            var body = request.ToJson();
            Attempt submitted;
            try
            {
                submitted = await SendAsync(HttpMethod.Post, repeat => $"{Statements}?requestId={id}&async=true{(repeat ? "&retry=true" : "")}", body, cancellationToken, linger.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException($"The wait for Snowflake's answer was cancelled. The statement may run on: its request id is {id} [{request.FirstLine}].", e, cancellationToken);
            }

            return submitted is { Status: 202, Response.StatementHandle: { } handle }
                ? await PollAsync(handle, request.FirstLine, cancellationToken).ConfigureAwait(false)
                : Result(submitted, request.FirstLine, null);
        }
    }

    /// <summary>The result of one statement of a request of several.</summary>
    /// <inheritdoc cref="ExecuteAsync"/>
    public async Task<SqlApiResponse> ResultAsync(string handle, string firstLine, CancellationToken cancellationToken)
    {
        var found = await GetAsync(handle, null, cancellationToken).ConfigureAwait(false);
        return found.Status is 202 or 429 ? await PollAsync(handle, firstLine, cancellationToken).ConfigureAwait(false) : Result(found, firstLine, handle);
    }

    /// <summary>A partition after the first.</summary>
    /// <inheritdoc cref="ExecuteAsync"/>
    public async Task<RowStore> PartitionAsync(string handle, int partition, int columns, string firstLine, CancellationToken cancellationToken)
    {
        var rows = Result(await GetAsync(handle, partition, cancellationToken).ConfigureAwait(false), firstLine, handle).Rows;
        return rows.Columns == 0 || rows.Columns == columns
            ? rows
            : throw new SnowflakeException(0, "08P01", $"Partition {partition} has rows of {rows.Columns} values, but the result has {columns} columns.", handle, firstLine, null);
    }

    public void Dispose() => tokens.Dispose();

    private async Task<SqlApiResponse> PollAsync(string handle, string firstLine, CancellationToken cancellationToken)
    {
        var schedule = new PollSchedule();
        TimeSpan? retryAfter = null;
        try
        {
            while (true)
            {
                await Task.Delay(schedule.Next(retryAfter), clock, cancellationToken).ConfigureAwait(false);
                var found = await GetAsync(handle, null, cancellationToken).ConfigureAwait(false);
                if (found.Status is not (202 or 429))
                {
                    return Result(found, firstLine, handle);
                }

                retryAfter = found.RetryAfter;
            }
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw await CancelledAsync(handle, firstLine, e, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<OperationCanceledException> CancelledAsync(string handle, string firstLine, OperationCanceledException cause, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(CancelLinger, clock);
        try
        {
            var answer = await SendAsync(HttpMethod.Post, _ => $"{Statements}/{Uri.EscapeDataString(handle)}/cancel?requestId={Guid.NewGuid()}", null, limit.Token, limit.Token).ConfigureAwait(false);
            return new OperationCanceledException(
                answer.Status switch
                {
                    200 => $"The statement was cancelled [query {handle}: {firstLine}].",
                    0 => NotTold(handle, firstLine),
                    _ => $"The wait was cancelled, but Snowflake did not cancel the statement (HTTP {answer.Status}: {answer.Response?.Message ?? "no reason"}): it may have ended before [query {handle}: {firstLine}].",
                },
                cause,
                cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return new OperationCanceledException(NotTold(handle, firstLine), cause, cancellationToken);
        }
    }

    private static string NotTold(string handle, string firstLine) => $"The wait was cancelled, but Snowflake could not be told: the statement may run on [query {handle}: {firstLine}].";

    private Task<Attempt> GetAsync(string handle, int? partition, CancellationToken cancellationToken) => SendAsync(
        HttpMethod.Get,
        _ => $"{Statements}/{Uri.EscapeDataString(handle)}?requestId={Guid.NewGuid()}{(partition is { } n ? string.Create(CultureInfo.InvariantCulture, $"&partition={n}") : "")}",
        null,
        cancellationToken,
        cancellationToken,
        isPoll: partition is null);

    /// <summary>Sends until there is an answer to act on, or no more hope.</summary>
    /// <param name="method">GET or POST.</param>
    /// <param name="path">The path, for the first try and for each repeat.</param>
    /// <param name="body">The body.</param>
    /// <param name="between">Gives up between two tries.</param>
    /// <param name="within">Gives up within one.</param>
    /// <param name="isPoll">Whether it asks for a statement: then a 429 is an answer, by "Handling responses" the one of a statement that hasn't finished.</param>
    private async Task<Attempt> SendAsync(HttpMethod method, Func<bool, string> path, byte[]? body, CancellationToken between, CancellationToken within, bool isPoll = false)
    {
        var schedule = new RetrySchedule(options.MaxRetries, options.RetryTimeout, clock);
        string? refused = null;
        for (var isRepeat = false; ; isRepeat = true)
        {
            string token;
            try
            {
                token = await tokens.GetAsync(refused, within).ConfigureAwait(false);
            }
            catch (SnowflakeException) when (schedule.Next(null) is { } pause)
            {
                await Task.Delay(pause, clock, between).ConfigureAwait(false);
                continue;
            }

            var attempt = await _exchange.SendAsync(method, new Uri(endpoint, path(isRepeat)), body, tokens.Type, token, within).ConfigureAwait(false);
            if (attempt.Status == 401 && refused is null)
            {
                // It may have run out on the way, or been withdrawn: once more with a fresh one.
                refused = token;
                between.ThrowIfCancellationRequested();
                continue;
            }

            if (!attempt.IsWorthAnother || (isPoll && attempt.Status == 429) || schedule.Next(attempt.RetryAfter) is not { } delay)
            {
                return attempt;
            }

            await Task.Delay(delay, clock, between).ConfigureAwait(false);
        }
    }

    private SqlApiResponse Result(Attempt attempt, string firstLine, string? handle)
    {
        if (attempt is { Status: 200, Response: { } result })
        {
            return result.Number != IncompleteResult
                ? result
                : throw new SnowflakeException(IncompleteResult, "54000", $"The result is too large, and Snowflake sent a part of it only: {result.Message} Ask for less at a time.", result.StatementHandle, firstLine, null);
        }

        var response = attempt.Response;
        var (state, message) = attempt.Status switch
        {
            0 when attempt.Error is ResponseTooLargeException => ("54000", attempt.Error.Message),
            0 => ("08006", $"Snowflake at {endpoint.Host} gave no whole answer, {options.MaxRetries} retries within {options.RetryTimeout} included: {attempt.Error?.Message} Check the account, the network and its proxies. {Fate(handle)}"),
            401 => ("28000", $"Snowflake refused the {tokens.Type} token: {response?.Message ?? "without a reason."} {tokens.Remedy}"),
            403 => ("42501", $"Snowflake forbids the request: {response?.Message ?? "without a reason."} Check the account's network policy, and that it has the SQL API."),
            408 => ("57014", $"The statement's time was up, and it was cancelled: {response?.Message ?? "without a reason."}"),
            429 => ("53000", $"Snowflake takes no more requests now, {options.MaxRetries} retries within {options.RetryTimeout} included: {response?.Message ?? "without a reason."} Send fewer at a time. {Fate(handle)}"),
            >= 500 => ("08006", $"Snowflake answered HTTP {attempt.Status}, {options.MaxRetries} retries within {options.RetryTimeout} included: {response?.Message ?? "without a reason."} {Fate(handle)}"),
            422 => ("HY000", response?.Message ?? "The statement failed without a reason."),
            _ => ("08P01", $"Snowflake answered HTTP {attempt.Status}: {response?.Message ?? "without a reason."}"),
        };
        throw new SnowflakeException(response?.Number ?? 0, response?.SqlState is { Length: > 0 } told ? told : state, message, response?.StatementHandle ?? handle, firstLine, attempt.Error);
    }

    // A POST without an answer may have arrived.
    private static string Fate(string? handle) => handle is null ? "Whether the statement ran is not known: look into QUERY_HISTORY before it runs again." : "The statement itself is not affected.";
}
