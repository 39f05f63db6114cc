using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Capture;

/// <summary>One run of a brand's capture, from the last manifest to the source's end or a cancellation.</summary>
internal sealed partial class CaptureRun(
    string brand, CaptureOptions options, IBinlogReader source, ManifestLog log, ShapeRegistry shapes, TableCatalog catalog, CutWriter cut, EventWalk walk, CutSchedule schedule,
    SnapshotMarks marks, LeftOutTables leftOut, SnapshotRun? snapshots, CaptureProgress progress, CaptureLog messages, TimeProvider time)
{
    // After the last whole batch: where the source is, if that is a boundary.
    private BinlogPosition? _end;

    // How far the log was read when it was last outside of a transaction, with events that aren't shown.
    private EventPlace? _reached;

    // The cut that was open when the log was last found lost: if it is lost again before anything was committed, reading the tables again doesn't help.
    private ulong _lostIn;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        shapes.BeforeNew = SettleAsync;
        await shapes.LoadAsync(cancellationToken).ConfigureAwait(false);
        var last = await log.FindLastAsync(cancellationToken).ConfigureAwait(false);
        if (await shapes.FindMergedCutAsync(cancellationToken).ConfigureAwait(false) is var merged && merged > (last?.Cut ?? 0))
        {
            throw ManifestException.OfLostManifest(StorePath.Cut(brand, merged), last?.Cut, merged);
        }

        cut.Resume(last);
        _unsettled = last?.Unsettled ?? _unsettled;
        catalog.Restart(_unsettled);
        progress.Resumed(last);
        if (snapshots is not null)
        {
            await snapshots.PrepareAsync(last, cancellationToken).ConfigureAwait(false);
        }

        else if (last?.Snapshots.UnderWay.Values.FirstOrDefault(table => catalog.IsReadLog(new TableName(table.Schema, table.Table)) || (table.Reason is not null && catalog.HasSnapshots(new TableName(table.Schema, table.Table)))) is { } begun)
        {
            throw new CaptureException(
                brand,
                $"{begun.Schema}.{begun.Table} is to be read{(begun.Reason is { } reason ? $" again, for what was met at {reason}" : ", and its changes so far aren't written.")} Give the capture a {nameof(MySqlSnapshotSource)}, as the one before had.",
                last.To.File,
                last.To.Offset);
        }

        else
        {
            // From here on their changes are taken, so they can't be read later.
            foreach (var table in cut.Snapshots.UnderWay.Values.Where(table => catalog.IsLog(new TableName(table.Schema, table.Table))))
            {
                cut.Snapshots = cut.Snapshots.Without(StorePath.Table(table.Schema, table.Table));
            }

            await marks.LoadAsync(cancellationToken).ConfigureAwait(false);
            foreach (var (name, ids) in await leftOut.NoteAsync(cut.Number, cancellationToken).ConfigureAwait(false))
            {
                messages.CantBeReadAgain(brand, name, SnapshotMarks.FirstCutWithout(ids[0]));
            }
        }

        messages.Started(brand, cut.Number, cut.From);
        try
        {
            await ReadAllAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await EndCommitAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task ReadAllAsync(CancellationToken cancellationToken)
    {
        EventPlace? stopAt = null;
        bool goesOn;
        do
        {
            try
            {
                (goesOn, stopAt) = await ReadAsync(stopAt, cancellationToken).ConfigureAwait(false);
            }
            catch (BinlogPositionException e) when (options.LostLog == LostLog.ReadTablesAgain && !e.IsPassing && snapshots is not null && cut.From is not null && cut.Number != _lostIn)
            {
                await SettleAsync(cancellationToken).ConfigureAwait(false);
                await ReadTablesAgainAsync(e, cancellationToken).ConfigureAwait(false);
                (goesOn, stopAt) = (true, null);
            }
        }
        while (goesOn);
    }

    // One cut takes the position over what is lost, and says in the same breath that all tables are to be read: a kill before it finds the log lost again, one after it finds the tables to read.
    private async Task ReadTablesAgainAsync(BinlogPositionException lost, CancellationToken cancellationToken)
    {
        progress.AddRows(-cut.Rows);
        cut.Discard();
        List<TableName> taken = [.. shapes.Tables.Select(table => new TableName(table.Schema, table.Name)).Distinct()];
        // What a statement made of a table meanwhile, nobody will see.
        catalog.Restart(new UnsettledTables([.. taken.Select(table => StorePath.Table(table.Schema, table.Table))], []));
        var (from, now) = (cut.From!, await snapshots!.RereadAllAsync(taken, cancellationToken).ConfigureAwait(false));
        messages.LogLost(brand, from, now, [.. taken.Where(catalog.IsLog)], lost);
        await CommitAsync(now, cancellationToken).ConfigureAwait(false);
        _lostIn = cut.Number;
    }

    /// <summary>Reads from the last cut's end on.</summary>
    /// <returns>Whether to read again, and if so up to where: what lies before that place is whole but could not be told from what came after it.</returns>
    private async Task<(bool GoesOn, EventPlace? StopAt)> ReadAsync(EventPlace? stopAt, CancellationToken cancellationToken)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        walk.Start(cut.From, stopAt);
        schedule.Restart();
        _end = cut.From;
        _reached = PlaceOf(_end);
        await (snapshots?.RestartAsync(cut.From) ?? Task.CompletedTask).ConfigureAwait(false);
        var batches = source.ReadAsync(cut.From, reading.Token).GetAsyncEnumerator(reading.Token);
        var reconnects = 0;
        await using (batches.ConfigureAwait(false))
        {
            while (await NextAsync(batches, reading).ConfigureAwait(false))
            {
                progress.SawEvent(time.GetUtcNow());
                if (source is BinlogClient client && client.Reconnects is var made && made > reconnects)
                {
                    reconnects = made;
                    messages.Reconnected(brand, made, client.LastLoss);
                }

                var step = await TakeAsync(batches.Current, cancellationToken).ConfigureAwait(false);
                if (step != Step.BatchEnd)
                {
                    await SettleAsync(cancellationToken).ConfigureAwait(false);
                }

                if (step == Step.Stop)
                {
                    return (true, null);
                }

                if (step == Step.ShapeChanged)
                {
                    return (true, Repeat());
                }

                if (step == Step.Void)
                {
                    // The cut may have their rows in files, which it can't take back.
                    Forget();
                    return (true, null);
                }
            }
        }

        return await EndAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<Step> TakeAsync(BinlogBatch batch, CancellationToken cancellationToken)
    {
        while (true)
        {
            var step = walk.Walk(batch);
            switch (step)
            {
                case Step.NewTable:
                    var table = await catalog.ResolveAsync(batch.Table, new EventPlace(batch.File, batch.StartOffset), cancellationToken).ConfigureAwait(false);
                    messages.TableSeen(brand, table);
                    See(table);
                    if (table.Contradiction is { } contradiction)
                    {
                        snapshots!.Reread(new TableName(batch.Table.Schema, batch.Table.Name), contradiction, null, new EventPlace(batch.File, batch.StartOffset));
                    }

                    break;
                case Step.FullFile:
                    await SettleAsync(cancellationToken).ConfigureAwait(false);
                    await cut.UploadFullFilesAsync(cancellationToken).ConfigureAwait(false);
                    break;
                case Step.CutDue when snapshots?.IsIdle ?? true:
                    await BeginCommitAsync(batch.Position, cancellationToken).ConfigureAwait(false);
                    break;
                case Step.CutDue:
                    await CommitAsync(batch.Position, cancellationToken).ConfigureAwait(false);
                    break;
                case Step.SnapshotDue:
                    await LandAsync(batch.Position, walk.Boundary!.Value, cancellationToken).ConfigureAwait(false);
                    break;
                case Step.SnapshotAwaited:
                    await snapshots!.ReadAsync(batch.Table, cancellationToken).ConfigureAwait(false);
                    break;
                case Step.Stop:
                    await CommitAsync(batch.Position, cancellationToken).ConfigureAwait(false);
                    return step;
                case Step.ShapeChanged or Step.Void:
                    return step;
                default:
                    // Making a position costs, so it isn't made at each boundary but here. Events that aren't shown may follow the last boundary; they commit nothing.
                    _end = walk is { IsAtBoundary: true, Boundary: { } last } ? batch.Position with { File = last.File, Offset = last.Offset } : null;
                    if (walk.IsAtBoundary)
                    {
                        _reached = walk.Boundary is { } at && LogPlace.Compare(at.File, at.Offset, batch.File, batch.EndOffset) > 0 ? at : new EventPlace(batch.File, batch.EndOffset);
                        if (_end is { } end)
                        {
                            snapshots?.IsOn(end);
                        }
                    }

                    return step;
            }
        }
    }

    private void See(CapturedTable table)
    {
        var name = new TableName(table.Source.Schema, table.Source.Name);
        if (table.IsKeyless)
        {
            if (progress.LeavesOut(name.ToString()))
            {
                messages.TableLeftOut(brand, name);
            }

            snapshots?.LeftOut(name);
            return;
        }

        progress.TakesUp(name.ToString());
        snapshots?.Seen(table.Source);
    }

    /// <summary>Waits for the next batch; meanwhile a cut may become due.</summary>
    private async ValueTask<bool> NextAsync(IAsyncEnumerator<BinlogBatch> batches, CancellationTokenSource reading)
    {
        if (IsCommitted)
        {
            await SettleAsync(reading.Token).ConfigureAwait(false);
        }

        var moving = batches.MoveNextAsync();
        if (moving.IsCompleted)
        {
            return await moving.ConfigureAwait(false);
        }

        var next = moving.AsTask();
        try
        {
            await SettleBeforeAsync(next, reading.Token).ConfigureAwait(false);
            while (!next.IsCompleted && _end is { } end)
            {
                if (snapshots is not null && _reached is { } reached && snapshots.IsDueAt(reached.File, reached.Offset))
                {
                    await LandAsync(end, reached, reading.Token).ConfigureAwait(false);
                    continue;
                }

                var hasNews = cut.HasNews || end != cut.From;
                if (!hasNews && snapshots is null)
                {
                    break;
                }

                using var timer = CancellationTokenSource.CreateLinkedTokenSource(reading.Token);
                var left = schedule.TimeLeft(cut.HasNews);
                var due = hasNews ? Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, timer.Token) : Task.Delay(Timeout.InfiniteTimeSpan, time, timer.Token);
                var changed = snapshots?.ChangedAsync(timer.Token) ?? due;
                var first = await Task.WhenAny(next, due, changed).ConfigureAwait(false);
                await timer.CancelAsync().ConfigureAwait(false);
                if (first == next)
                {
                    break;
                }

                reading.Token.ThrowIfCancellationRequested();
                if (hasNews && schedule.IsDue(cut))
                {
                    await CommitAsync(end, reading.Token).ConfigureAwait(false);
                }
            }

            return await next.ConfigureAwait(false);
        }
        catch
        {
            // The enumerator may be disposed of only when its step has ended; what stopped us counts, not how that ends.
            await reading.CancelAsync().ConfigureAwait(false);
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private async Task<(bool GoesOn, EventPlace? StopAt)> EndAsync(CancellationToken cancellationToken)
    {
        await SettleAsync(cancellationToken).ConfigureAwait(false);
        if (!cut.HasNews)
        {
            return (false, null);
        }

        if (_end is { } end)
        {
            await CommitAsync(end, cancellationToken).ConfigureAwait(false);
            return (false, null);
        }

        // The source ends inside a transaction: what is whole before it is committed, the rest is for a later start.
        if (cut.Rows > walk.TransactionRows)
        {
            return (true, Repeat());
        }

        progress.AddRows(-cut.Rows);
        cut.Discard();
        return (false, null);
    }

    // The open cut can't be committed up to the last boundary, since it has rows after it: it is thrown away, and read again up to there.
    private EventPlace? Repeat()
    {
        var boundary = walk.Boundary;
        if (cut.Rows == walk.TransactionRows)
        {
            throw new CaptureException(brand, "a table has two shapes within one transaction, which no server writes. The log is damaged, or the reader doesn't understand it.", boundary?.File, boundary?.Offset);
        }

        Forget();

        // Where the cut itself begins there is nothing to stop for: what it had before were a snapshot's rows, which come after the log's now.
        return boundary == PlaceOf(cut.From) ? null : boundary;
    }

    private static EventPlace? PlaceOf(BinlogPosition? position) => position is null ? null : new EventPlace(position.File, position.Offset);

    // The open cut comes again from its first row.
    private void Forget()
    {
        progress.AddRows(-cut.Rows);
        cut.Discard();
        catalog.Restart(_unsettled);
    }

    private async Task LandAsync(BinlogPosition position, EventPlace reached, CancellationToken cancellationToken)
    {
        await SettleAsync(cancellationToken).ConfigureAwait(false);
        await snapshots!.LandAsync(position, reached, () => CommitAsync(position, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (schedule.IsDue(cut))
        {
            await CommitAsync(position, cancellationToken).ConfigureAwait(false);
        }
    }
}
