using CdcToSnowflake.Binlog;
using CdcToSnowflake.Cuts;

namespace CdcToSnowflake.Capture;

/// <summary>
/// A cut's files go up while the next cut takes rows: in a backlog the store and the decoder would else wait for each other in turn. One cut at most is under way, and everything that stands on its
/// commit waits for it: the next commit, a part of a file, a snapshot, a cut that is thrown away.
/// </summary>
internal sealed partial class CaptureRun
{
    private Task<CutManifest>? _commit;
    private UnsettledTables _unsettledThen = UnsettledTables.None;
    private long _rowsThen;
    private bool _tellsSnapshots;

    // As of the last committed cut.
    private UnsettledTables _unsettled = UnsettledTables.None;

    private bool IsCommitted => _commit is { IsCompleted: true };

    /// <summary>Commits the open cut.</summary>
    private async Task CommitAsync(BinlogPosition to, CancellationToken cancellationToken)
    {
        await BeginCommitAsync(to, cancellationToken).ConfigureAwait(false);
        _tellsSnapshots = true;
        await SettleAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Begins to commit the open cut, once the one before is committed.</summary>
    private async Task BeginCommitAsync(BinlogPosition to, CancellationToken cancellationToken)
    {
        await SettleAsync(cancellationToken).ConfigureAwait(false);
        var unsettled = catalog.Unsettled();
        var ended = await cut.SealAsync(to, schedule.LastCommitAt, unsettled, cancellationToken).ConfigureAwait(false);
        (_unsettledThen, _rowsThen, _tellsSnapshots) = (unsettled, progress.Rows, false);
        schedule.Restart();
        _commit = Task.Run(() => ended.CommitAsync(cancellationToken), CancellationToken.None); // a cancelled one closes its files
    }

    /// <summary>Waits until the commit under way, if there is one, has ended.</summary>
    /// <exception cref="CutConflictException">Another capture of the brand is at work.</exception>
    /// <exception cref="Storage.StorageException">The store failed.</exception>
    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (_commit is not { } commit)
        {
            return;
        }

        _commit = null;
        var manifest = await commit.ConfigureAwait(false);
        _unsettled = _unsettledThen;
        progress.Committed(manifest, _rowsThen);
        messages.Committed(brand, manifest);
        if (_tellsSnapshots && snapshots is not null)
        {
            await snapshots.CommittedAsync(manifest, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the commit under way while the source has nothing new.</summary>
    private async Task SettleBeforeAsync(Task next, CancellationToken cancellationToken)
    {
        if (_commit is { } commit && await Task.WhenAny(next, commit).ConfigureAwait(false) == commit)
        {
            await SettleAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Lets the commit under way end after a failure, which counts more than how this one ends: a manifest that comes after the run would look like another capture's.</summary>
    private async Task EndCommitAsync()
    {
        if (_commit is { } commit)
        {
            await ((Task)commit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (commit.IsCompletedSuccessfully)
            {
                await SettleAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
    }
}
