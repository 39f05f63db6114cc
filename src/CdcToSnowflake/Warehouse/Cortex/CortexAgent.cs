using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using CdcToSnowflake.Warehouse.Cortex.Events;
using CdcToSnowflake.Warehouse.Cortex.Protocol;
using CdcToSnowflake.Warehouse.SqlApi;

namespace CdcToSnowflake.Warehouse.Cortex;

/// <summary>
/// Asks a Cortex agent, over HTTP, with the account and the keys or tokens of the SQL API: from the manual's "Cortex Agents Run API". What it may see is what the user's default role may see: ask with a user of its own.
/// </summary>
/// <remarks>Safe to use from several threads.</remarks>
public sealed class CortexAgent : IDisposable
{
    private readonly CortexAgentOptions _options;
    private readonly AgentClient _client;
    private readonly DbDataSource? _snowflake;
    private readonly TimeProvider _clock;
    private readonly HttpClient? _ownHttp;
    private readonly string _path;

    /// <summary>Prepares access; nothing is sent yet.</summary>
    /// <param name="account">The account, and who asks. Of it only the account, the endpoint and the authentication matter.</param>
    /// <param name="options">The agent.</param>
    /// <exception cref="ArgumentException">The options or the private key cannot be used.</exception>
    public CortexAgent(SnowflakeSqlApiOptions account, CortexAgentOptions options)
        : this(account, options, null, null, null)
    {
    }

    /// <summary>Prepares access; nothing is sent yet.</summary>
    /// <param name="account">The account, and who asks. Of it only the account, the endpoint and the authentication matter.</param>
    /// <param name="options">The agent.</param>
    /// <param name="snowflake">Runs the agent's SQL where the agent did not, or sent only a part of the rows: a model wrote it, so connect with a role that may only read. null to run none. It isn't disposed of.</param>
    /// <param name="http">Sends the requests; its own time limit should be infinite. null for one of its own.</param>
    /// <param name="clock">The clock of tokens and waits; null for the system's.</param>
    /// <exception cref="ArgumentException">The options or the private key cannot be used.</exception>
    public CortexAgent(SnowflakeSqlApiOptions account, CortexAgentOptions options, DbDataSource? snowflake, HttpClient? http, TimeProvider? clock)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Checked();
        _path = RunRequest.Path(options);
        _snowflake = snowflake;
        _clock = clock ?? TimeProvider.System;
        _client = new AgentClient(SnowflakeSqlApiDataSource.Endpoint(account), SnowflakeSqlApiDataSource.Tokens(account, _clock), http ?? (_ownHttp = SnowflakeSqlApiDataSource.NewHttp()), options, _clock);
    }

    /// <summary>Asks, and waits for the answer.</summary>
    /// <param name="question">The question, in plain words.</param>
    /// <param name="thread">Where the conversation stands: <see cref="StartThreadAsync"/>'s for the first question, then <see cref="CortexAnswer.Thread"/>; null for a question by itself.</param>
    /// <param name="cancellationToken">Gives up. Without a thread, or not in the background, that ends the run.</param>
    /// <returns>The text, the SQL and its rows.</returns>
    /// <exception cref="CortexException">The agent was not reached, refused the question or failed on it.</exception>
    /// <exception cref="DbException">The agent's SQL failed where it was run here.</exception>
    public async Task<CortexAnswer> AskAsync(string question, CortexThread? thread = null, CancellationToken cancellationToken = default)
    {
        AnswerBuilder builder = new();
        await foreach (CortexEvent told in RunAsync(question, thread, cancellationToken).ConfigureAwait(false))
        {
            builder.Take(told);
        }
        CortexAnswer answer = builder.Answer!;
        return _snowflake is null || answer.Queries.Count == 0 || answer.Rows is { IsComplete: true }
            ? answer
            : answer with { Queries = [.. answer.Queries.SkipLast(1), answer.Queries[^1] with { Rows = await RowsAsync(_snowflake, answer.Sql!, cancellationToken).ConfigureAwait(false) }] };
    }

    /// <summary>Asks, and tells what the agent does as it does it.</summary>
    /// <param name="question">The question, in plain words.</param>
    /// <param name="thread">As of <see cref="AskAsync(string, CortexThread?, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">Gives up. Without a thread, or not in the background, that ends the run.</param>
    /// <returns>The events in order; the last is a <see cref="CortexAnswerEvent"/>.</returns>
    /// <exception cref="CortexException">The agent was not reached, refused the question or failed on it; or the run took longer than <see cref="CortexAgentOptions.Timeout"/>.</exception>
    public async IAsyncEnumerable<CortexEvent> RunAsync(string question, CortexThread? thread = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(question);
        using CancellationTokenSource limit = new(_options.Timeout, _clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        AgentRun run = new(_client, _options, thread);
        IAsyncEnumerator<CortexEvent> events = run.EventsAsync(_path, question, either.Token).GetAsyncEnumerator(CancellationToken.None);
        await using (events.ConfigureAwait(false))
        {
            while (await MoveAsync(events, run, cancellationToken).ConfigureAwait(false))
            {
                yield return events.Current;
            }
        }
    }

    /// <summary>Begins a conversation, which Snowflake keeps.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Where the first question goes.</returns>
    /// <exception cref="CortexException">Snowflake was not reached, or refused it.</exception>
    public async Task<CortexThread> StartThreadAsync(CancellationToken cancellationToken = default)
    {
        string answer = await _client.PostAsync("/api/v2/cortex/threads", Encoding.UTF8.GetBytes("{}"), cancellationToken).ConfigureAwait(false);
        try
        {
            using JsonDocument document = JsonDocument.Parse(answer);
            // The manual calls it an integer; its fields are also seen as text.
            return long.TryParse(document.RootElement.Text("thread_id"), NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? new CortexThread(id, 0) : throw new JsonException("It has no thread_id.");
        }
        catch (JsonException error)
        {
            throw new CortexException($"Snowflake's answer about the new thread can't be read: {error.Message}", null, null, 200, error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _ownHttp?.Dispose();
    }

    private async ValueTask<bool> MoveAsync(IAsyncEnumerator<CortexEvent> events, AgentRun run, CancellationToken cancellationToken)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CortexException($"The agent gave no answer within {_options.Timeout}.{(run.Id is { } id ? $" Its run is {id}." : "")}", null, null, 0, error);
        }
    }

    private async Task<CortexTable> RowsAsync(DbDataSource snowflake, string sql, CancellationToken cancellationToken)
    {
        DbCommand command = snowflake.CreateCommand(sql.TrimEnd().TrimEnd(';'));
        await using (command.ConfigureAwait(false))
        {
            DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                List<IReadOnlyList<object?>> rows = [];
                bool hasMore;
                while ((hasMore = await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) && rows.Count < _options.MaxRows)
                {
                    object?[] row = new object?[reader.FieldCount];
                    for (int i = 0; i < row.Length; i++)
                    {
                        row[i] = reader.GetValue(i) is var value and not DBNull ? value : null;
                    }
                    rows.Add(row);
                }
                return new CortexTable([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)], rows, IsComplete: !hasMore);
            }
        }
    }
}
