using CdcToSnowflake.Sql.Rendering;

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

    /// <summary>What became of each manifest of a brand.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="back">How far back to look; less than 14 days.</param>
    internal SqlStatement ManifestLoads(string brand, TimeSpan back) => Loads(_names.Cut(brand), back);

    /// <summary>What became of each file of a table; null of a table that the model doesn't have.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="path">The table's part of paths.</param>
    /// <param name="back">How far back to look; less than 14 days.</param>
    internal SqlStatement? TableLoads(string brand, string path, TimeSpan back) =>
        _model.Tables(brand).FirstOrDefault(table => table.Path == path) is { } table ? Loads(_names.StgTable(table), back) with { Table = table.Title } : null;

    /// <summary>Asks whether a stream has something to tell, which puts off its going stale if it hasn't.</summary>
    internal SqlStatement TouchStream(ObjectName stream) => Write("stream/touch", stream, name => new { Stream = name });

    /// <summary>The streams of all brands: on their manifests, and on their RAW tables. A brand without tables has no task that consumes.</summary>
    internal IEnumerable<ModelStream> Streams() => _model.Brands.Where(brand => _model.Tables(brand.Id).Count > 0).SelectMany(brand => (IEnumerable<ModelStream>)
    [
        new ModelStream(brand.Id, _names.CutStream(brand.Id), _names.MergeRaw(brand.Id), () => RecreateCutStream(brand.Id, SqlNames.UnresumedMark), () => ResumeMergeRawTask(brand.Id), ""),
        .. _model.Tables(brand.Id).Select(table => new ModelStream(brand.Id, _names.Stream(table), _names.MergeCi, () => ReconcileCi(table, SqlNames.UnresumedMark), ResumeMergeCiTask, DestinationOf(table))),
    ]);

    /// <summary>Asks whether a table's stream has something to bring to CI; null of a table that the model doesn't have.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="path">The table's part of paths.</param>
    internal SqlStatement? HasChangesForCi(string brand, string path) => _model.Tables(brand).FirstOrDefault(table => table.Path == path) is { } table ? TouchStream(_names.Stream(table)) with { Table = table.Title } : null;

    /// <summary>The brand of a pipe, by its name as notifications write it; null if it is no brand's.</summary>
    internal string? BrandOfPipe(string name)
    {
        string Plain(string text) => text.Replace("\"", "", StringComparison.Ordinal);
        return _model.Brands.FirstOrDefault(brand => Plain(name).StartsWith(Plain(_names.Stg(brand.Id).Display) + ".", StringComparison.Ordinal))?.Id;
    }

    private ObjectName TaskHistory => _names.CiDatabase.With("INFORMATION_SCHEMA").With("TASK_HISTORY");

    private SqlStatement Loads(ObjectName table, TimeSpan back) => Write("operations/loads", table, name => new
    {
        History = new ObjectName(table.Parts[0], "INFORMATION_SCHEMA", "COPY_HISTORY"),
        Table = name,
        Seconds = (long)back.TotalSeconds,
    });

    private SqlStatement TaskRuns(ObjectName task, TimeSpan back) => Write("operations/task-runs", task, name => new
    {
        History = TaskHistory,
        Database = new ObjectName(name.Parts[0]),
        Schema = new ObjectName(name.Parts[1]),
        Task = new PlainText(name.Parts[^1]),
        Seconds = (long)back.TotalSeconds,
    });
}
