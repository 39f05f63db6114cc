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
        $"(pipe_id = {target.Pipe.Id} OR (pipe_id IS NULL AND table_id = {target.Table.Id} AND stage_url = {DuckText.Literal(target.Stage.Url)})){(loadedOnly ? " AND status = 'LOADED'" : string.Empty)}"));

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
                failed.Add(new LoadRecord(file.File, 0, error.Message, file.ReceivedAt));
            }
        }

        try
        {
            LoadFetched(target, local, failed, queue, cancellationToken);
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

    private void LoadFetched(PipeTarget target, List<(PendingFile Pending, LocalFile File)> local, List<LoadRecord> failed, PipeQueue queue, CancellationToken cancellationToken)
    {
        using var session = new Session(engine) { Database = target.Pipe.Database, Schema = target.Pipe.Schema };
        if (failed.Count > 0)
        {
            Change(session, target, (table, context) => FileLoad.Remember(target.Pipe, table, target.Stage, failed, context), cancellationToken);
        }


        if (local.Count > 0)
        {
            try
            {
                Load(session, target, local, failed, cancellationToken);
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

    private HashSet<string> LoadedBy(PipeObject pipe) => Paths(string.Create(CultureInfo.InvariantCulture, $"pipe_id = {pipe.Id} AND status = 'LOADED'"));

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

    private static void Load(Session session, PipeTarget target, List<(PendingFile Pending, LocalFile File)> files, List<LoadRecord> failed, CancellationToken cancellationToken)
    {
        try
        {
            Change(
                session,
                target,
                (table, context) =>
                {
                    var format = FileFormat.Of(target.Copy, context.Write.Catalog, name => context.Scope.Complete(NameSpaceKind.FileFormat, name));
                    var rows = FileLoad.Execute(target.Copy, table, format, [.. files.Select(file => file.File)], context);
                    FileLoad.Remember(target.Pipe, table, target.Stage, [.. files.Select((file, i) => new LoadRecord(file.Pending.File, rows[i], null, file.Pending.ReceivedAt))], context);
                },
                cancellationToken);
        }
        catch (Exception error) when (error is SnowflakeException { Number: not WriteLock.TimedOut } or EmulatorDatabaseException)
        {
            if (files.Count > 1)
            {
                Load(session, target, [.. files.Take(files.Count / 2)], failed, cancellationToken);
                Load(session, target, [.. files.Skip(files.Count / 2)], failed, cancellationToken);
                return;
            }

            // SKIP_FILE. A broken file is an I/O error to DuckDB; a broken database fails again here.
            var message = error is SnowflakeException snowflake ? snowflake.RawMessage : error.Message;
            var record = new LoadRecord(files[0].Pending.File, 0, message, files[0].Pending.ReceivedAt);
            Change(session, target, (table, context) => FileLoad.Remember(target.Pipe, table, target.Stage, [record], context), cancellationToken);
            failed.Add(record);
        }
    }

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
