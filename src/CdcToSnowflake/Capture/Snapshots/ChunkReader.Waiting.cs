using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture.Statements;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>What comes before a SELECT: sessions on the server whose log is read, or its replica, that show all that the log says up to the place. That may take as long as it likes, and is no failure.</summary>
internal sealed partial class ChunkReader
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    // What a server has logged it commits within moments; with a semi-synchronous replica that is gone, after rpl_semi_sync_source_timeout, 10 seconds by default.
    private static readonly TimeSpan LongestCommit = TimeSpan.FromMinutes(1);

    private volatile bool _isWaiting;
    private volatile bool _isRecalled;

    /// <summary>Whether it waits for its replica, for another server, or longer than usual for commits, with nothing read yet; of any moment, from any thread.</summary>
    public bool IsWaiting => _isWaiting;

    /// <summary>Ends a wait, or the SELECT of a whole table, and with it the reading that goes on, since what it would read is of no use any more; at any moment, from any thread, as often as one likes.</summary>
    public void Recall() => _isRecalled = true;

    /// <summary>Makes it ready for another reading.</summary>
    public void Forget() => (_isRecalled, _wholeFrom) = (false, null);

    // False if it is recalled before.
    private async Task<bool> ArriveAsync(ChunkRequest request, CancellationToken cancellationToken)
    {
        var wait = new LongWait(time);
        try
        {
            while (!_isRecalled)
            {
                if (await ObstacleAsync(request, cancellationToken).ConfigureAwait(false) is not { } obstacle)
                {
                    return true;
                }

                _isWaiting = true;
                await CloseAsync().ConfigureAwait(false); // another session may lead to another server
                if (wait.IsToBeTold(out var elapsed))
                {
                    waits(request.Name, elapsed, obstacle);
                }

                await Task.Delay(LookAgain, time, cancellationToken).ConfigureAwait(false);
            }

            return false;
        }
        finally
        {
            _isWaiting = false;
        }
    }

    // Null once all that the log says is shown.
    private async Task<string?> ObstacleAsync(ChunkRequest request, CancellationToken cancellationToken)
    {
        if (_primary is not null && IsElsewhere(_primary, request.From))
        {
            await CloseAsync().ConfigureAwait(false); // since then the log has come to be another server's, to which the name or the proxy leads now
        }

        _primary ??= await source.OpenPrimaryAsync(cancellationToken).ConfigureAwait(false);
        if (IsElsewhere(_primary, request.From))
        {
            return $"the snapshot's connection leads to the server {_primary.ServerUuid}, and the log that is read is that of {request.From.ServerUuid}. Give {nameof(MySqlSnapshotSource)} the address that the log is read from.";
        }

        _reading ??= source.HasReplica ? await source.OpenReadingAsync(cancellationToken).ConfigureAwait(false) : _primary;
        if (source.HasReplica)
        {
            await AwaitReplicaAsync(_reading, request.Name, request.From, cancellationToken).ConfigureAwait(false);
            return null;
        }

        // A MariaDB's log doesn't say whose it is.
        return await ShowsAsync(_primary, request.From, cancellationToken).ConfigureAwait(false)
            ? null
            : $"the source's tables don't show what the log says up to {request.From.File}:{request.From.Offset}. Is it the server whose log is read? If so, its commits wait for a replica or for FLUSH TABLES WITH READ LOCK, or one of them is very large.";
    }

    // A place in a server's log says nothing of another one's, nor does a SELECT there.
    private static bool IsElsewhere(SourceSession primary, BinlogPosition place) => primary.ServerUuid is { } server && place.ServerUuid is { } log && server != log;

    private async Task<bool> ShowsAsync(SourceSession primary, BinlogPosition place, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LongestCommit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await CommittedView.OfPrimaryAsync(primary, place, either.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task AwaitReplicaAsync(SourceSession replica, TableName name, BinlogPosition place, CancellationToken cancellationToken)
    {
        var wait = new LongWait(time);
        async Task TellAsync()
        {
            if (wait.IsToBeTold(out var elapsed))
            {
                waits(name, elapsed, (await ReplicaStatus.ReadAsync(replica, cancellationToken).ConfigureAwait(false)).ToString());
            }
        }

        _isWaiting = true;
        try
        {
            await ReplicaLag.WaitAsync(replica, options.MaxReplicaLag, time, TellAsync, cancellationToken).ConfigureAwait(false);
            await CommittedView.OfReplicaAsync(replica, place, TellAsync, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _isWaiting = false;
        }
    }
}
