using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Execution.Dml;
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
        $"(pipe_id = {target.Pipe.Id} OR (pipe_id IS NULL AND table_id = {target.Table.Id} AND stage_url = {DuckText.Literal(target.Stage.Url)})){(loadedOnly ? " AND " + LoadHistory.IsLoaded : string.Empty)}"));

    public async Task LoadAsync(PipeTarget target, IReadOnlyList<PendingFile> files, PipeQueue queue, CancellationToken cancellationToken)
    {
        var loaded = LoadedBy(target.Pipe);
        var wanted = files.Where(file => file.IsRepeat || loaded.Add(file.File.Path)).ToList();
        using var fetch = new FileFetch();
        var (local, failed) = (new List<(PendingFile Pending, LocalFile File)>(), new List<LoadRecord>());
        foreach (var file in wanted)
        {
            try
            {
                local.Add((file, await fetch.FetchAsync(file.File, cancellationToken).ConfigureAwait(false)));
            }
            catch (StorageException error) when (error is not ObjectNotFoundException && file.Attempts + 1 < MostAttempts)
            {
                // The store may recover: 1, 2, 4, 8 seconds later.
                queue.Add(file with { Attempts = file.Attempts + 1, NotBefore = engine.Clock.GetUtcNow() + TimeSpan.FromSeconds(1 << file.Attempts) });
            }
            catch (StorageException error)
            {
                failed.Add(new LoadRecord(file.File, FileOutcome.Unreadable(error.Message), file.ReceivedAt));
            }
        }

        try
        {
            LoadFetched(target, local, fetch, failed, queue, cancellationToken);
        }
        finally
        {
            // Also of what failed before the rest could not be tried.
            if (failed.Count > 0 && target.TellsErrors)
            {
                engine.Notifications.Add(target.Pipe.ErrorIntegration!, PipeNotification.Failed(target, failed, engine.Clock.GetUtcNow()));
            }
        }
    }

    private void LoadFetched(PipeTarget target, List<(PendingFile Pending, LocalFile File)> local, FileFetch fetch, List<LoadRecord> failed, PipeQueue queue, CancellationToken cancellationToken)
    {
        using var session = new Session(engine) { Database = target.Pipe.Database, Schema = target.Pipe.Schema };
        if (failed.Count > 0)
        {
            Change(session, target, (table, context) => LoadHistory.Add(target.Pipe, table, target.Stage, failed, context), cancellationToken);
        }

        if (local.Count > 0)
        {
            try
            {
                Load(session, target, local, fetch, failed, cancellationToken);
            }
            catch (SnowflakeException error) when (error.Number == WriteLock.TimedOut)
            {
                // Not the files' fault: they wait on. What an earlier half has loaded stands in the history and is passed over.
                foreach (var (pending, _) in local)
                {
                    queue.Add(pending);
                }

                return;
            }
        }

        foreach (var (pending, _) in local)
        {
            if (!pending.IsRepeat && Chaos.Repeats(engine.Options.Chaos, pending.File.Path))
            {
                queue.Add(pending with { IsRepeat = true, HeldRounds = 0 });
            }
        }
    }

    private HashSet<string> LoadedBy(PipeObject pipe) => Paths(string.Create(CultureInfo.InvariantCulture, $"pipe_id = {pipe.Id} AND {LoadHistory.IsLoaded}"));

    private HashSet<string> Paths(string where)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        using var duck = engine.OpenDuck();
        using var rows = duck.Query($"SELECT path FROM __sf.load_history WHERE {where} AND loaded_at >= {DuckText.Literal(engine.Clock.GetUtcNow() - Memory)}");
        while (rows.Read())
        {
            paths.Add(rows.GetString(0));
        }

        return paths;
    }

    private static void Load(Session session, PipeTarget target, List<(PendingFile Pending, LocalFile File)> files, FileFetch fetch, List<LoadRecord> failed, CancellationToken cancellationToken)
    {
        try
        {
            Change(
                session,
                target,
                (table, context) =>
                {
                    var outcomes = new FileLoad(target.Copy, table, Format(target, context), fetch, context).All([.. files.Select(file => file.File)]);
                    LoadHistory.Add(target.Pipe, table, target.Stage, [.. files.Select((file, i) => new LoadRecord(file.Pending.File, outcomes[i], file.Pending.ReceivedAt))], context);
                },
                cancellationToken);
        }
        catch (Exception error) when (error is SnowflakeException { Number: not WriteLock.TimedOut } or EmulatorDatabaseException)
        {
            if (files.Count > 1)
            {
                Load(session, target, [.. files.Take(files.Count / 2)], fetch, failed, cancellationToken);
                Load(session, target, [.. files.Skip(files.Count / 2)], fetch, failed, cancellationToken);
                return;
            }

            LoadWrong(session, target, files[0], error, fetch, failed, cancellationToken);
        }
    }

    // As ON_ERROR says. A file that nothing is found wrong with has failed all the same, and is skipped.
    private static void LoadWrong(Session session, PipeTarget target, (PendingFile Pending, LocalFile File) file, Exception error, FileFetch fetch, List<LoadRecord> failed, CancellationToken cancellationToken)
    {
        FileOutcome? outcome = null;
        try
        {
            Change(
                session,
                target,
                (table, context) =>
                {
                    outcome = new FileLoad(target.Copy, table, Format(target, context), fetch, context).Tolerant([file.File], OnError.Of(target.Copy, PipeTarget.StandardOnError))[0];
                    outcome = outcome.Errors > 0 ? outcome : throw error;
                    LoadHistory.Add(target.Pipe, table, target.Stage, [new LoadRecord(file.Pending.File, outcome, file.Pending.ReceivedAt)], context);
                },
                cancellationToken);
        }
        catch (Exception again) when (again is SnowflakeException { Number: not WriteLock.TimedOut } or EmulatorDatabaseException)
        {
            // A broken file is an I/O error to DuckDB; a broken database fails again here.
            outcome = FileOutcome.Unreadable(again is SnowflakeException snowflake ? snowflake.RawMessage : again.Message);
            Change(session, target, (table, context) => LoadHistory.Add(target.Pipe, table, target.Stage, [new LoadRecord(file.Pending.File, outcome, file.Pending.ReceivedAt)], context), cancellationToken);
        }

        failed.Add(new LoadRecord(file.Pending.File, outcome!, file.Pending.ReceivedAt));
    }

    private static FileFormat Format(PipeTarget target, DmlContext context) => FileFormat.Of(target.Copy, context.Write.Catalog, name => context.Scope.Complete(NameSpaceKind.FileFormat, name));

    private static void Change(Session session, PipeTarget target, Action<TableObject, DmlContext> change, CancellationToken cancellationToken) =>
        new StatementExecutor(session).Change(
            context =>
            {
                change(context.Target(target.Copy.Target), context);
                return true;
            },
            StatementBinds.None,
            cancellationToken);
}
