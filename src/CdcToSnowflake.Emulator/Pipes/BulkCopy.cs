using System.Globalization;
using System.Text.RegularExpressions;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Execution.Dml;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>COPY INTO a table as a statement: its history is the table's, 64 days long.</summary>
internal static class BulkCopy
{
    private const int MostFiles = 1000;
    private static readonly TimeSpan Memory = TimeSpan.FromDays(64);

    private static readonly ResultColumn[] Columns =
    [
        new("file", DataType.Varchar), new("status", DataType.Varchar), new("rows_parsed", DataType.Number(18, 0)), new("rows_loaded", DataType.Number(18, 0)),
        new("error_limit", DataType.Number(18, 0)), new("errors_seen", DataType.Number(18, 0)), new("first_error", DataType.Varchar),
        new("first_error_line", DataType.Number(18, 0)), new("first_error_character", DataType.Number(18, 0)), new("first_error_column_name", DataType.Varchar),
    ];

    public static StatementResult Execute(CopyIntoTableStatement copy, DmlContext context)
    {
        CopyOptions.Check(copy);
        MatchedColumns.Check(copy);
        var onError = OnError.Of(copy, "ABORT_STATEMENT");
        var table = context.Target(copy.Target);
        var stage = context.Write.Catalog.Find(context.Scope.Complete(NameSpaceKind.Stage, copy.Stage.Name)) as StageObject ?? throw SnowflakeException.DoesNotExist("Stage", copy.Stage.Name);
        context.Scope.Access?.Require("USAGE", stage, copy.Stage.Name);
        var format = FileFormat.Of(copy, context.Write.Catalog, name => context.Scope.Complete(NameSpaceKind.FileFormat, name), context.Scope.Access);
        var fetch = new FileFetch();
        context.Write.Keep(fetch);

        // ADO.NET's synchronous door: nobody else waits for this thread.
        var files = Task.Run(() => FilesAsync(copy, stage, table, onError, fetch, context)).GetAwaiter().GetResult();
        if (files.Count == 0)
        {
            return StatementResult.Status("Copy executed with 0 files processed.");
        }

        var load = new FileLoad(copy, table, format, fetch, context);
        var outcomes = onError.Aborts ? AllOrNothing(load, files, new FileCheck(copy, table, format, fetch, context)) : load.Tolerant(files, onError);
        LoadHistory.Add(null, table, stage, [.. files.Select((file, i) => new LoadRecord(file.Staged, outcomes[i], context.Scope.Session.Now))], context);
        var onlyFailed = copy.Properties.Boolean("RETURN_FAILED_ONLY") == true;
        var result = files.Zip(outcomes).Where(file => !onlyFailed || file.Second.Errors > 0).Select(file => Row(stage, file.First, file.Second)).ToList();
        return new StatementResult(Columns, new MemoryRows(result), outcomes.Sum(outcome => outcome.Loaded));
    }

    /// <summary>A COPY's PATTERN; null: it has none.</summary>
    public static Regex? Pattern(CopyIntoTableStatement copy) =>
        copy.Properties.Text("PATTERN") is { } text ? new Regex("^(?:" + text + ")$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) : null;

    private static object?[] Row(StageObject stage, LocalFile file, FileOutcome outcome) =>
    [
        stage.Url + file.Staged.Path, outcome.Status, outcome.Parsed, outcome.Loaded, outcome.Limit, outcome.Errors,
        outcome.First?.Message, outcome.First?.Line, outcome.First?.Character, outcome.First?.Column,
    ];

    private static IReadOnlyList<FileOutcome> AllOrNothing(FileLoad load, IReadOnlyList<LocalFile> files, FileCheck check)
    {
        try
        {
            return load.All(files);
        }
        catch (Exception failure) when (failure is EmulatorDatabaseException or SnowflakeException { Number: >= 100000 or 603 })
        {
            foreach (var file in files)
            {
                if (check.Of(file).First is { } first)
                {
                    throw Located(file, first, failure);
                }
            }

            throw;
        }
    }

    private static SnowflakeException Located(LocalFile file, FileError error, Exception failure)
    {
        var known = failure as SnowflakeException ?? FileCheck.Failure(error);
        var place = string.Create(CultureInfo.InvariantCulture, $"File '{file.Staged.Path}'{(error.Line is { } line ? $", line {line}" : string.Empty)}{(error.Character is { } character ? $", character {character}" : string.Empty)}");
        return new SnowflakeException(
            known.Number,
            known.SqlState ?? "22000",
            $"{error.Message}\n  {place}{(error.Column is { } column ? ", column " + column : string.Empty)}\n  If you would like to continue loading when an error is encountered, use other values such as 'SKIP_FILE' or 'CONTINUE' for the ON_ERROR option.",
            failure);
    }

    private static async Task<IReadOnlyList<LocalFile>> FilesAsync(CopyIntoTableStatement copy, StageObject stage, TableObject table, OnError onError, FileFetch fetch, DmlContext context)
    {
        var location = context.Session.Engine.Pipes.Stores.Find(stage.Url, copy.Stage.Path) ?? throw SnowflakeException.Compilation(
            copy.Position, $"no store is known for the stage's URL {stage.Url}: give it to SnowflakeEmulator.WatchAsync first.");
        var isForced = copy.Properties.Boolean("FORCE") == true;
        var known = isForced ? [] : Known(table, stage, context);
        var uncertainBefore = isForced || copy.Properties.Boolean("LOAD_UNCERTAIN_FILES") == true || !IsLoadedLongAgo(table, context) ? DateTimeOffset.MinValue : context.Scope.Session.Now - Memory;
        var named = Named(copy);
        var pattern = named is null ? Pattern(copy) : null;
        var files = new List<LocalFile>();
        await foreach (var found in location.Store.ListAsync(location.Prefix, null, context.Cancellation).ConfigureAwait(false))
        {
            var path = found.Key[(location.Prefix.Length - copy.Stage.Path.Length)..].TrimStart('/');
            if (named?.Remove(path) != false && !known.Contains(path) && found.LastModified >= uncertainBefore && pattern?.IsMatch(path) != false)
            {
                files.Add(await fetch.FetchAsync(new StagedFile(location.Store, found.Key, path, found.Size), context.Cancellation).ConfigureAwait(false));
            }
        }

        return named is { Count: > 0 } && onError.Aborts
            ? throw new SnowflakeException(100035, "02000", $"Remote file '{stage.Url}{named.First()}' was not found. If you are running a copy command, please make sure files are not deleted when they are being loaded.")
            : files;
    }

    // "Loading older files": where the first load is out of memory, so may be what became of a file that is as old.
    private static bool IsLoadedLongAgo(TableObject table, DmlContext context) => context.Session.Duck.IsTrue(string.Create(
        CultureInfo.InvariantCulture, $"SELECT EXISTS (FROM __sf.load_history WHERE table_id = {table.Id} AND loaded_at < {DuckDbText.Literal(context.Scope.Session.Now - Memory)})"));

    // FILES: paths below the stage's URL, put together without a separator. With it PATTERN does not count.
    private static HashSet<string>? Named(CopyIntoTableStatement copy)
    {
        if (copy.Properties.Find("FILES") is not { } value)
        {
            return null;
        }

        var names = value is ListValue list && list.Items.All(item => item is TextValue)
            ? list.Items.Select(item => (copy.Stage.Path + ((TextValue)item).Value).TrimStart('/')).ToHashSet(StringComparer.Ordinal)
            : throw SnowflakeException.InvalidProperty("FILES", value.Position);
        return names.Count <= MostFiles ? names : throw SnowflakeException.Compilation(value.Position, $"FILES names {names.Count} files, and {MostFiles} are allowed.");
    }

    private static HashSet<string> Known(TableObject table, StageObject stage, DmlContext context)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var since = DuckDbText.Literal(context.Scope.Session.Now - Memory);
        using var rows = context.Session.Duck.Query(string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT path FROM __sf.load_history WHERE pipe_id IS NULL AND table_id = {table.Id} AND stage_url = {DuckDbText.Literal(stage.Url)} AND {LoadHistory.IsLoaded} AND loaded_at >= {since}"));
        while (rows.Read())
        {
            known.Add(rows.GetString(0));
        }

        return known;
    }
}
