using System.Data.Common;
using System.Globalization;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Warehouse;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Operations.Streams;

/// <summary>
/// Keeps a warehouse's streams from going stale, and mends those that did. A stream that nobody consumes for its table's retention, 14 days by default, loses its place. One that is empty is touched in time; one that
/// holds changes can only be consumed by its task, and is reported in time; a stale one is made anew and its CI table reconciled in full with RAW, in one step, so that nothing is missed. A task of theirs that Snowflake suspended after failures in a row, of its own or of a task that follows it, is resumed once a look.
/// </summary>
/// <param name="account">The account, or the embedded Snowflake.</param>
/// <param name="sql">The generation for what is deployed.</param>
/// <param name="margin">How long before a stream goes stale it is touched or reported; null for 5 days.</param>
/// <param name="time">The clock; null for the system's.</param>
public sealed class StreamKeeper(DbDataSource account, SnowflakeSql sql, TimeSpan? margin = null, TimeProvider? time = null)
{
    // "SHOW TASKS", last_suspended_reason: others say that a person did it, or a transfer of the task.
    private const string SuspendedBySnowflake = "SUSPENDED_DUE_TO_ERRORS";

    private readonly TimeSpan _margin = margin ?? TimeSpan.FromDays(5);
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly InventoryQuestions _questions = new(account, sql);

    /// <summary>Looks at all streams of the model, and does what is to be done. Looking needs no warehouse; touching and reconciling do.</summary>
    /// <param name="cancellationToken">Stops between two statements, or within one if the data source can.</param>
    /// <returns>What was found and done.</returns>
    /// <exception cref="DbException">The account is away, or lets nobody in; what was done before stays, and each statement can run again. What Snowflake refuses is in the report, and the other streams are kept all the same.</exception>
    /// <exception cref="DeploymentException">As that, in the midst of a statement.</exception>
    public async Task<StreamReport> KeepAsync(CancellationToken cancellationToken = default)
    {
        Dictionary<ModelStream, StreamState> states = new(ReferenceEqualityComparer.Instance);
        HashSet<ObjectName> held = [];
        foreach (var schema in sql.Streams().GroupBy(stream => stream.Stream.Parent))
        {
            Dictionary<ObjectName, Shown> there = [];
            var error = await TryAsync(async connection => there = await ShownAsync(connection, schema.Key, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            foreach (var stream in schema)
            {
                var shown = there.GetValueOrDefault(stream.Stream);
                states[stream] = error is null
                    ? await KeepAsync(stream, shown, cancellationToken).ConfigureAwait(false)
                    : State(stream, null, StreamAction.Failed) with { Error = error };
                if (shown is { IsLost: true } && states[stream].Action == StreamAction.Failed)
                {
                    held.Add(stream.Task);
                }
            }
        }

        await ResumeAsync(states, held, cancellationToken).ConfigureAwait(false);
        await ResumeSuspendedAsync(states, held, cancellationToken).ConfigureAwait(false);
        return new StreamReport([.. states.Values.OrderBy(state => state.StaleAfter ?? DateTimeOffset.MinValue).ThenBy(state => state.Stream, StringComparer.Ordinal)]);
    }

    // Each task once, and only when all that was to be made anew of what it reads is. The marks go last: what is broken off before is seen by them.
    private async Task ResumeAsync(Dictionary<ModelStream, StreamState> states, HashSet<ObjectName> held, CancellationToken cancellationToken)
    {
        foreach (var task in states.Keys.Where(stream => states[stream].Action == StreamAction.Recreated).GroupBy(stream => stream.Task).ToList())
        {
            var mended = task.ToList();
            if (held.Contains(task.Key))
            {
                mended.ForEach(stream => states[stream] = states[stream] with { Action = StreamAction.Unresumed });
                continue;
            }

            var error = await TryAsync(
                async connection =>
                {
                    await StatementRun.ExecuteAsync(connection, mended[0].Resume(), null, cancellationToken).ConfigureAwait(false);
                    foreach (var stream in mended)
                    {
                        await StatementRun.ExecuteAsync(connection, sql.Label(stream.Recreate(), stream.Comment), null, cancellationToken).ConfigureAwait(false);
                    }
                },
                cancellationToken).ConfigureAwait(false);
            if (error is not null)
            {
                mended.ForEach(stream => states[stream] = states[stream] with { Action = StreamAction.Failed, Error = error });
            }
        }
    }

    // What Snowflake suspended after failures in a row stays so when their cause is mended, and its streams go stale by that: so it has a try at each look. What a person suspended stays so.
    private async Task ResumeSuspendedAsync(Dictionary<ModelStream, StreamState> states, HashSet<ObjectName> held, CancellationToken cancellationToken)
    {
        foreach (var schema in states.Keys.GroupBy(stream => stream.Task.Parent).ToList())
        {
            HashSet<ObjectName> suspended = [];
            await TryAsync(
                connection => _questions.ShowAsync(
                    connection, "tasks", schema.Key, row => _ = IsSuspendedBySnowflake(row) && suspended.Add(schema.Key.With(row.Text("name"))), cancellationToken),
                cancellationToken).ConfigureAwait(false); // a schema that can't be seen is told with its streams
            foreach (var task in schema.GroupBy(stream => stream.Task).Where(task => suspended.Contains(task.Key) && !held.Contains(task.Key)).ToList())
            {
                var error = await TryAsync(connection => StatementRun.ExecuteAsync(connection, task.First().Resume(), null, cancellationToken), cancellationToken).ConfigureAwait(false);
                // One of its streams tells it: CI's merge has thousands.
                var first = task.MinBy(stream => (states[stream].Action != StreamAction.None, states[stream].Stream))!;
                states[first] = states[first] with { Action = error is null ? StreamAction.Resumed : StreamAction.Failed, Error = error };
            }
        }
    }

    private static bool IsSuspendedBySnowflake(InventoryRow task) =>
        string.Equals(task.Text("state"), "suspended", StringComparison.OrdinalIgnoreCase) && string.Equals(task.Text("last_suspended_reason"), SuspendedBySnowflake, StringComparison.OrdinalIgnoreCase);

    private async Task<StreamState> KeepAsync(ModelStream stream, Shown? shown, CancellationToken cancellationToken)
    {
        var action = StreamAction.None;
        DeploymentException? error = null;
        if (shown is null)
        {
            action = StreamAction.Missing;
        }
        else if (shown.IsLost)
        {
            error = await TryAsync(connection => StatementRun.ExecuteAsync(connection, stream.Recreate(), stream.Brand, cancellationToken), cancellationToken).ConfigureAwait(false);
            action = StreamAction.Recreated;
        }
        else if (shown.Comment == SqlNames.UnresumedMark)
        {
            action = StreamAction.Recreated; // by a look that was broken off
        }
        else if (shown.StaleAfter is not { } after || after - _time.GetUtcNow() < _margin)
        {
            var hasData = true;
            error = await TryAsync(
                connection => StatementRun.QueryAsync(connection, sql.TouchStream(stream.Stream), row => hasData = Convert.ToBoolean(row[0], CultureInfo.InvariantCulture), cancellationToken),
                cancellationToken).ConfigureAwait(false);
            action = hasData ? StreamAction.Waiting : StreamAction.Touched;
        }

        return State(stream, shown, error is null ? action : StreamAction.Failed) with { Error = error };
    }

    private static StreamState State(ModelStream stream, Shown? shown, StreamAction action) => new(stream.Brand, stream.Stream.Display, stream.Task.Display, shown?.StaleAfter, action);

    // On a connection of its own: one that a failure leaves behind may be of no use to the next.
    private async Task<DeploymentException?> TryAsync(Func<DbConnection, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await _questions.WithConnectionAsync(work, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (DeploymentException e) when (!cancellationToken.IsCancellationRequested && !IsOfTheAccount(e.InnerException as DbException))
        {
            return e;
        }
    }

    // Whether the next statement would fare no better: nobody answers, or there is room or entry for none.
    private static bool IsOfTheAccount(DbException? error) =>
        error?.InnerException is HttpRequestException or IOException or TimeoutException
        || error?.SqlState is ['0', '8', ..] or ['2', '8', ..] or ['5', '3', ..] // connection, authorization, resources
        || error?.ErrorCode is >= 390_000 and < 391_000 // tokens, users and network policies
        || error is SnowflakeException { Number: 0, SqlState: "42501" }; // an HTTP 403; a missing right has a number

    private async Task<Dictionary<ObjectName, Shown>> ShownAsync(DbConnection connection, ObjectName schema, CancellationToken cancellationToken)
    {
        Dictionary<ObjectName, Shown> there = [];
        await _questions.ShowAsync(
            connection, "streams", schema,
            row => there[schema.With(row.Text("name"))] = new Shown(row.Flag("stale"), row.Text("comment"), row.Time("stale_after")),
            cancellationToken).ConfigureAwait(false);
        return there;
    }

    private sealed record Shown(bool IsStale, string? Comment, DateTimeOffset? StaleAfter)
    {
        public bool IsLost => IsStale || Comment == SqlNames.UnreconciledMark;
    }
}
