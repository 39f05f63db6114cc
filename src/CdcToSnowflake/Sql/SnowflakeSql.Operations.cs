using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Sql.Views;

namespace CdcToSnowflake.Sql;

public sealed partial class SnowflakeSql
{
    /// <summary>When each task last started a run that succeeded.</summary>
    /// <param name="back">How far back to look; less than 7 days.</param>
    internal SqlStatement TaskSuccesses(TimeSpan back) => Write("operations/task-successes", TaskHistory, history => new { History = history, Seconds = (long)back.TotalSeconds });

    /// <summary>The runs of a brand's merge into RAW that succeeded.</summary>
    internal SqlStatement RawMergeRuns(string brand, TimeSpan back) => TaskRuns(_names.MergeRaw(brand), back);

    /// <summary>The runs of CI's merge that succeeded.</summary>
    internal SqlStatement CiMergeRuns(TimeSpan back) => TaskRuns(_names.MergeCi, back);

    /// <summary>How far a brand's merge has come.</summary>
    internal SqlStatement ProgressOf(string brand) => Write("operations/progress", _names.Progress(_model.Brand(brand).Id), name => new { Progress = name });

    /// <summary>The last cut that a brand's account knows, merged by any table or only loaded.</summary>
    internal SqlStatement LastKnownCut(string brand) => Write("operations/last-cut", _names.Progress(_model.Brand(brand).Id), name => new { Progress = name, Cut = _names.Cut(brand) });

    /// <summary>The path that stands for a brand's manifests among its tables'.</summary>
    internal const string ManifestsPath = "";

    // A statement for each table would have a warehouse awake for the whole round of a hundred brands.
    private const int TablesOfAQuestion = 50;

    /// <summary>What became of each file of tables, and of manifests: some tables in each statement, and none for those that the model doesn't have.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="paths">The tables' parts of paths, and <see cref="ManifestsPath"/>.</param>
    /// <param name="back">How far back to look; less than 14 days.</param>
    internal IEnumerable<SqlStatement> Loads(string brand, IReadOnlySet<string> paths, TimeSpan back)
    {
        ObjectName cut = _names.Cut(_model.Brand(brand).Id);
        IEnumerable<LoadedTableView> manifests = paths.Contains(ManifestsPath) ? [new LoadedTableView(cut, new PlainText(ManifestsPath))] : [];
        return manifests.Concat(TablesAt(brand, paths).Select(table => new LoadedTableView(_names.StgTable(table), new PlainText(table.Path)))).Chunk(TablesOfAQuestion)
            .Select(tables => Write("operations/loads", cut, name => new { History = new ObjectName(name.Parts[0], "INFORMATION_SCHEMA", "COPY_HISTORY"), Tables = tables, Seconds = (long)back.TotalSeconds }));
    }

    /// <summary>Asks whether a stream has something to tell, which puts off its going stale if it hasn't.</summary>
    internal SqlStatement TouchStream(ObjectName stream) => Write("stream/touch", stream, name => new { Stream = name });

    /// <summary>The streams of all brands: on their manifests, and on their RAW tables. A brand without tables has no task that consumes.</summary>
    internal IEnumerable<ModelStream> Streams() => _model.Brands.Where(brand => _model.Tables(brand.Id).Count > 0).SelectMany(brand => (IEnumerable<ModelStream>)
    [
        new ModelStream(brand.Id, _names.CutStream(brand.Id), _names.MergeRaw(brand.Id), () => RecreateCutStream(brand.Id, SqlNames.UnresumedMark), () => ResumeMergeRawTask(brand.Id), ""),
        .. _model.Tables(brand.Id).Select(table => new ModelStream(brand.Id, _names.Stream(table), _names.MergeCi, () => ReconcileCi(table, SqlNames.UnresumedMark), ResumeMergeCiTask, DestinationOf(table))),
    ]);

    /// <summary>Asks whether tables' streams have something to bring to CI: some tables in each statement, and none for those that the model doesn't have.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="paths">The tables' parts of paths.</param>
    /// <param name="atOnce">How many tables a statement is about, at the most: one stream that is stale has the whole statement refused.</param>
    internal IEnumerable<(IReadOnlyList<string> Paths, SqlStatement Question)> HaveChangesForCi(string brand, IReadOnlySet<string> paths, int atOnce = TablesOfAQuestion) =>
        TablesAt(brand, paths).Chunk(atOnce).Select(tables => (
            (IReadOnlyList<string>)[.. tables.Select(table => table.Path)],
            Write("stream/touch-several", _names.Cut(brand), _ => new { Tables = tables.Select(table => new StreamedTableView(_names.Stream(table), new PlainText(table.Path))).ToList() })));

    /// <summary>The brand of a pipe, by its name as notifications write it; null if it is no brand's.</summary>
    internal string? BrandOfPipe(string name)
    {
        string Plain(string text) => text.Replace("\"", "", StringComparison.Ordinal);
        return _model.Brands.FirstOrDefault(brand => Plain(name).StartsWith(Plain(_names.Stg(brand.Id).Display) + ".", StringComparison.Ordinal))?.Id;
    }

    private ObjectName TaskHistory => _names.CiDatabase.With("INFORMATION_SCHEMA").With("TASK_HISTORY");

    /// <summary>Whether the model has a table of a brand, by its part of paths.</summary>
    internal bool Knows(string brand, string path) => _model.Tables(brand).Any(table => table.Path == path);

    private IEnumerable<BrandTable> TablesAt(string brand, IReadOnlySet<string> paths) => _model.Tables(brand).Where(table => paths.Contains(table.Path));

    private SqlStatement TaskRuns(ObjectName task, TimeSpan back) => Write("operations/task-runs", task, name => new
    {
        History = TaskHistory,
        Database = new ObjectName(name.Parts[0]),
        Schema = new ObjectName(name.Parts[1]),
        Task = new PlainText(name.Parts[^1]),
        Seconds = (long)back.TotalSeconds,
    });
}
