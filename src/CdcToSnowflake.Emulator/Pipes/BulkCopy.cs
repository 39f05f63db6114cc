using System.Globalization;
using System.Text.RegularExpressions;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Execution.Dml;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>COPY INTO a table as a statement: its history is the table's, 64 days long; the first error ends it (ON_ERROR = ABORT_STATEMENT).</summary>
internal static class BulkCopy
{
    private static readonly TimeSpan Memory = TimeSpan.FromDays(64);

    private static readonly ResultColumn[] Columns =
    [
        new("file", DataType.Varchar), new("status", DataType.Varchar), new("rows_parsed", DataType.Number(18, 0)), new("rows_loaded", DataType.Number(18, 0)),
        new("error_limit", DataType.Number(18, 0)), new("errors_seen", DataType.Number(18, 0)), new("first_error", DataType.Varchar),
        new("first_error_line", DataType.Number(18, 0)), new("first_error_character", DataType.Number(18, 0)), new("first_error_column_name", DataType.Varchar),
    ];

    public static StatementResult Execute(CopyIntoTableStatement copy, DmlContext context)
    {
        foreach (var property in copy.Properties.Items)
        {
            if (property.Name is not ("FILE_FORMAT" or "FORCE" or "PATTERN" or "ON_ERROR" or "MATCH_BY_COLUMN_NAME" or "INCLUDE_METADATA") || (property.Name == "ON_ERROR" && copy.Properties.Text("ON_ERROR") != "ABORT_STATEMENT"))
            {
                throw new NotEmulatedException($"{property.Name} in a COPY INTO statement", property.Position);
            }
        }

        MatchedColumns.Check(copy);
        var table = context.Target(copy.Target);
        var stage = context.Write.Catalog.Find(context.Scope.Complete(NameSpaceKind.Stage, copy.Stage.Name)) as StageObject ?? throw SnowflakeException.DoesNotExist("Stage", copy.Stage.Name);
        var format = FileFormat.Of(copy, context.Write.Catalog, name => context.Scope.Complete(NameSpaceKind.FileFormat, name));
        using var fetch = new FileFetch();

        // ADO.NET's synchronous door: nobody else waits for this thread.
        var files = Task.Run(() => FilesAsync(copy, stage, table, fetch, context)).GetAwaiter().GetResult();
        if (files.Count == 0)
        {
            return StatementResult.Status("Copy executed with 0 files processed.");
        }

        var rows = FileLoad.Execute(copy, table, format, files, context);
        FileLoad.Remember(null, table, stage, [.. files.Select((file, i) => new LoadRecord(file.Staged, rows[i], null, context.Scope.Session.Now))], context);
        var result = files.Select((file, i) => new object?[] { stage.Url + file.Staged.Path, "LOADED", rows[i], rows[i], 1L, 0L, null, null, null, null }).ToList();
        return new StatementResult(Columns, new MemoryRows(result), rows.Sum());
    }

    private static async Task<IReadOnlyList<LocalFile>> FilesAsync(CopyIntoTableStatement copy, StageObject stage, TableObject table, FileFetch fetch, DmlContext context)
    {
        var location = context.Session.Engine.Pipes.Stores.Find(stage.Url, copy.Stage.Path) ?? throw SnowflakeException.Compilation(
            copy.Position, $"no store is known for the stage's URL {stage.Url}: give it to SnowflakeEmulator.WatchAsync first.");
        var known = copy.Properties.Boolean("FORCE") == true ? [] : Known(table, stage, context);
        var pattern = copy.Properties.Text("PATTERN") is { } text ? new Regex("^(?:" + text + ")$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) : null;
        var files = new List<LocalFile>();
        await foreach (var found in location.Store.ListAsync(location.Prefix, null, context.Cancellation).ConfigureAwait(false))
        {
            var path = found.Key[(location.Prefix.Length - copy.Stage.Path.Length)..].TrimStart('/');
            if (!known.Contains(path) && pattern?.IsMatch(path) != false)
            {
                files.Add(await fetch.FetchAsync(new StagedFile(location.Store, found.Key, path, found.Size), context.Cancellation).ConfigureAwait(false));
            }
        }

        return files;
    }

    private static HashSet<string> Known(TableObject table, StageObject stage, DmlContext context)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var since = DuckText.Literal(context.Scope.Session.Now - Memory);
        using var rows = context.Session.Duck.Query(string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT path FROM __sf.load_history WHERE pipe_id IS NULL AND table_id = {table.Id} AND stage_url = {DuckText.Literal(stage.Url)} AND status = 'LOADED' AND loaded_at >= {since}"));
        while (rows.Read())
        {
            known.Add(rows.GetString(0));
        }

        return known;
    }
}
