using System.Data.Common;
using System.Globalization;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Warehouse;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Operations.Streams;

/// <summary>
/// Keeps a warehouse's streams from going stale, and mends those that did. A stream that nobody consumes for its table's retention, 14 days by default, loses its place. One that is empty is touched in time; one that
/// holds changes can only be consumed by its task, and is reported in time; a stale one is made anew and its CI table reconciled in full with RAW, in one step, so that nothing is missed.
/// </summary>
/// <param name="account">The account, or the embedded Snowflake.</param>
/// <param name="sql">The generation for what is deployed.</param>
/// <param name="margin">How long before a stream goes stale it is touched or reported; null for 5 days.</param>
/// <param name="time">The clock; null for the system's.</param>
public sealed class StreamKeeper(DbDataSource account, SnowflakeSql sql, TimeSpan? margin = null, TimeProvider? time = null)
{
    private readonly TimeSpan _margin = margin ?? TimeSpan.FromDays(5);
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly InventoryQuestions _questions = new(account, sql);

    /// <summary>Looks at all streams of the model, and does what is to be done. Looking needs no warehouse; touching and reconciling do.</summary>
    /// <param name="cancellationToken">Stops between two statements, or within one if the data source can.</param>
    /// <returns>What was found and done.</returns>
    /// <exception cref="DeploymentException">Snowflake refused a statement; what was done before it stays, and each can run again.</exception>
    public async Task<StreamReport> KeepAsync(CancellationToken cancellationToken = default)
    {
        List<StreamState> states = [];
        await _questions.WithConnectionAsync(
            async connection =>
            {
                List<ModelStream> mended = [];
                foreach (var schema in sql.Streams().GroupBy(stream => stream.Stream.Parent))
                {
                    var there = await ShownAsync(connection, schema.Key, cancellationToken).ConfigureAwait(false);
                    foreach (var stream in schema)
                    {
                        var state = await KeepAsync(connection, stream, there.GetValueOrDefault(stream.Stream), cancellationToken).ConfigureAwait(false);
                        states.Add(state);
                        if (state.Action == StreamAction.Recreated)
                        {
                            mended.Add(stream);
                        }
                    }
                }

                // Each task once, and only when all that it reads can be read again. The marks go last: what is broken off before is seen by them.
                foreach (var task in mended.GroupBy(stream => stream.Task))
                {
                    await StatementRun.ExecuteAsync(connection, task.First().Resume(), null, cancellationToken).ConfigureAwait(false);
                    foreach (var stream in task)
                    {
                        await StatementRun.ExecuteAsync(connection, sql.Label(stream.Recreate(), stream.Comment), null, cancellationToken).ConfigureAwait(false);
                    }
                }
            },
            cancellationToken).ConfigureAwait(false);
        return new StreamReport([.. states.OrderBy(state => state.StaleAfter ?? DateTimeOffset.MinValue).ThenBy(state => state.Stream, StringComparer.Ordinal)]);
    }

    private async Task<StreamState> KeepAsync(DbConnection connection, ModelStream stream, Shown? shown, CancellationToken cancellationToken)
    {
        var action = StreamAction.None;
        if (shown is null)
        {
            action = StreamAction.Missing;
        }
        else if (shown.IsStale || shown.Comment == SqlNames.UnreconciledMark)
        {
            await StatementRun.ExecuteAsync(connection, stream.Recreate(), stream.Brand, cancellationToken).ConfigureAwait(false);
            action = StreamAction.Recreated;
        }
        else if (shown.Comment == SqlNames.UnresumedMark)
        {
            action = StreamAction.Recreated; // by a look that was broken off
        }
        else if (shown.StaleAfter is not { } after || after - _time.GetUtcNow() < _margin)
        {
            var hasData = true;
            await StatementRun.QueryAsync(connection, sql.TouchStream(stream.Stream), row => hasData = Convert.ToBoolean(row[0], CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
            action = hasData ? StreamAction.Waiting : StreamAction.Touched;
        }

        return new StreamState(stream.Brand, stream.Stream.Display, stream.Task.Display, shown?.StaleAfter, action);
    }

    private async Task<Dictionary<ObjectName, Shown>> ShownAsync(DbConnection connection, ObjectName schema, CancellationToken cancellationToken)
    {
        Dictionary<ObjectName, Shown> there = [];
        await _questions.ShowAsync(
            connection, "streams", schema,
            row => there[schema.With(row.Text("name"))] = new Shown(row.Flag("stale"), row.Text("comment"), row.Time("stale_after")),
            cancellationToken).ConfigureAwait(false);
        return there;
    }

    private sealed record Shown(bool IsStale, string? Comment, DateTimeOffset? StaleAfter);
}
