using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Execution.Dml;
using CdcToSnowflake.Emulator.Translation;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>Loads a pipe's files, many at once; a file that fails is found by halving, skipped and written down.</summary>
internal sealed class PipeLoader(Engine engine)
{
    private const int MostAttempts = 5;
    private static readonly TimeSpan Memory = TimeSpan.FromDays(14);

    /// <summary>Paths that the pipe's history holds, or its table's of COPY statements from the same stage.</summary>
    public HashSet<string> Known(PipeTarget target, bool loadedOnly) => Paths(string.Create(
        CultureInfo.InvariantCulture,
        $"(pipe_id = {target.Pipe.Id} OR (pipe_id IS NULL AND table_id = {target.Table.Id} AND stage_url = {DuckDbText.Literal(target.Stage.Url)})){(loadedOnly ? " AND " + LoadHistory.IsLoaded : string.Empty)}"));

    public async Task LoadAsync(PipeTarget target, IReadOnlyList<PendingFile> files, PipeQueue queue, CancellationToken cancellationToken)
    {
        using var round = new PipeRound(target, queue, engine, files);
        try
        {
            var loaded = LoadedBy(target.Pipe);
            foreach (var known in files.Where(file => !file.IsRepeat && !loaded.Add(file.File.Path)))
            {
                round.Settle(known);
            }

            await FetchAsync(round, cancellationToken).ConfigureAwait(false);
            LoadFetched(round, cancellationToken);
        }
        finally
        {
            round.PutBackUnsettled();

            // Also of what failed before the rest could not be tried.
            if (round.Failed.Count > 0 && target.TellsErrors)
            {
                engine.Notifications.Add(target.Pipe.ErrorIntegration!, PipeNotification.Failed(target, round.Failed, engine.Clock.GetUtcNow()));
            }
        }
    }

    private async Task FetchAsync(PipeRound round, CancellationToken cancellationToken)
    {
        foreach (var file in round.Unsettled)
        {
            try
            {
                round.Fetched.Add((file, await round.Fetch.FetchAsync(file.File, cancellationToken).ConfigureAwait(false)));
            }
            catch (StorageException error) when (error is not ObjectNotFoundException && file.Attempts + 1 < MostAttempts)
            {
                // The store may recover: 1, 2, 4, 8 seconds later.
                round.Settle(file);
                round.Queue.Add(file with { Attempts = file.Attempts + 1, NotBefore = engine.Clock.GetUtcNow() + TimeSpan.FromSeconds(1 << file.Attempts) });
            }
            catch (StorageException error)
            {
                round.Unreadable.Add((file, new LoadRecord(file.File, FileOutcome.Unreadable(error.Message), file.ReceivedAt)));
            }
        }
    }

    private void LoadFetched(PipeRound round, CancellationToken cancellationToken)
    {
        if (round.Unreadable.Count > 0
            && Change(round, (table, context) => LoadHistory.Add(round.Target.Pipe, table, round.Target.Stage, [.. round.Unreadable.Select(file => file.Record)], context), cancellationToken))
        {
            round.Unreadable.ForEach(file => round.Fail(file.File, file.Record));
        }

        if (round.Fetched.Count > 0)
        {
            Load(round, round.Fetched, cancellationToken);
        }

        foreach (var (pending, _) in round.Fetched.Where(file => !file.Pending.IsRepeat && !round.IsUnsettled(file.Pending) && Chaos.Repeats(engine.Options.Chaos, file.Pending.File.Path)))
        {
            engine.Pipes.Struck.Repeat();
            round.Queue.Add(pending with { IsRepeat = true, HeldRounds = 0 });
        }
    }

    private HashSet<string> LoadedBy(PipeObject pipe) => Paths(string.Create(CultureInfo.InvariantCulture, $"pipe_id = {pipe.Id} AND {LoadHistory.IsLoaded}"));

    private HashSet<string> Paths(string where)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        using var duck = engine.OpenDuck();
        using var rows = duck.Query($"SELECT path FROM __sf.load_history WHERE {where} AND loaded_at >= {DuckDbText.Literal(engine.Clock.GetUtcNow() - Memory)}");
        while (rows.Read())
        {
            paths.Add(rows.GetString(0));
        }

        return paths;
    }

    private static void Load(PipeRound round, List<(PendingFile Pending, LocalFile File)> files, CancellationToken cancellationToken)
    {
        try
        {
            var isLoaded = Change(
                round,
                (table, context) =>
                {
                    var format = Format(round.Target, context);
                    var outcomes = new FileLoad(round.Target.Copy, table, format, round.Fetch, context).All([.. files.Select(file => file.File)]);
                    LoadHistory.Add(
                        round.Target.Pipe,
                        table,
                        round.Target.Stage,
                        [.. files.Select((file, i) => new LoadRecord(file.Pending.File, outcomes[i], file.Pending.ReceivedAt, FileText.BilledBytes(file.File, format)))],
                        context);
                },
                cancellationToken);
            foreach (var (pending, _) in files.Where(_ => isLoaded))
            {
                round.Settle(pending);
            }
        }
        catch (Exception error) when (IsOfAFile(error))
        {
            if (files.Count > 1)
            {
                Load(round, [.. files.Take(files.Count / 2)], cancellationToken);
                Load(round, [.. files.Skip(files.Count / 2)], cancellationToken);
                return;
            }

            LoadWrong(round, files[0], error, cancellationToken);
        }
    }

    // As ON_ERROR says. A file that nothing is found wrong with has failed all the same, and is skipped.
    private static void LoadWrong(PipeRound round, (PendingFile Pending, LocalFile File) file, Exception error, CancellationToken cancellationToken)
    {
        LoadRecord? record = null;
        bool isRecorded;
        try
        {
            isRecorded = Change(
                round,
                (table, context) =>
                {
                    var outcome = new FileLoad(round.Target.Copy, table, Format(round.Target, context), round.Fetch, context).Tolerant([file.File], OnError.Of(round.Target.Copy, PipeTarget.StandardOnError))[0];
                    record = new LoadRecord(file.Pending.File, outcome.Errors > 0 ? outcome : throw error, file.Pending.ReceivedAt);
                    LoadHistory.Add(round.Target.Pipe, table, round.Target.Stage, [record], context);
                },
                cancellationToken);
        }
        catch (Exception again) when (IsOfAFile(again))
        {
            // A broken file is an I/O error to DuckDB; a broken database fails again here.
            record = new LoadRecord(file.Pending.File, FileOutcome.Unreadable(again is SnowflakeException snowflake ? snowflake.RawMessage : again.Message), file.Pending.ReceivedAt);
            isRecorded = Change(round, (table, context) => LoadHistory.Add(round.Target.Pipe, table, round.Target.Stage, [record], context), cancellationToken);
        }

        if (isRecorded)
        {
            round.Fail(file.Pending, record!);
        }
    }

    // What a file's own fault may be: its content, or that it can't be read.
    private static bool IsOfAFile(Exception error) => error is SnowflakeException { Number: not WriteLock.TimedOut } or EmulatorDatabaseException or IOException or UnauthorizedAccessException;

    private static FileFormat Format(PipeTarget target, DmlContext context) => FileFormat.Of(target.Copy, context.Write.Catalog, name => context.Scope.Complete(NameSpaceKind.FileFormat, name));

    // false: the table was dropped since the files were taken. They wait for another of its name.
    private static bool Change(PipeRound round, Action<TableObject, DmlContext> change, CancellationToken cancellationToken) =>
        new StatementExecutor(round.Session).Change(
            context =>
            {
                if (PipeTarget.FindTable(round.Target.Pipe, round.Target.Copy, context.Write.Catalog) is null)
                {
                    return false;
                }

                change(context.Target(round.Target.Copy.Target), context);
                return true;
            },
            StatementBinds.None,
            cancellationToken);
}
