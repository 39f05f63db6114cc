using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Sql.Views;

namespace CdcToSnowflake.Sql;

public sealed partial class SnowflakeSql
{
    /// <summary>A brand's merge task, all its tables in its body or in the procedures that it calls (<see cref="CreateMergeRawProcedures"/>). It is suspended until resumed.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    internal SqlStatement CreateMergeRawTask(string brand) => MergeRaw(brand)[^1];

    /// <summary>CI's merge task, all CI tables in its body or in the procedures that it calls (<see cref="CreateMergeCiProcedures"/>). It is suspended until resumed.</summary>
    /// <returns>The statement.</returns>
    internal SqlStatement CreateMergeCiTask() => MergeCi()[^1];

    /// <summary>The task that purges a brand's STG on <see cref="SqlOptions.PurgeSchedule"/>. It is suspended until resumed.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    internal SqlStatement CreatePurgeTask(string brand) => Write("task/create-purge-stg", _names.PurgeStg(_model.Brand(brand).Id), name => new
    {
        Task = name,
        Cut = _names.Cut(brand),
        Progress = _names.Progress(brand),
        KeepSeconds = KeepSeconds(),
        // The log of cuts first: whoever finds a cut in it after having looked at rows knows that they were whole.
        Purges = _model.Tables(brand).Select(table => new PurgeView(_names.StgTable(table), IsManifests: false)).Prepend(new PurgeView(_names.Cut(brand), IsManifests: true)).ToList(),
        Settings = new TaskSettings(_options, _options.PurgeSchedule, QueryTag.OfTask(brand, "STG")),
    });

    /// <summary>Starts a brand's merge task.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    internal SqlStatement ResumeMergeRawTask(string brand) => Write("task/resume", _names.MergeRaw(_model.Brand(brand).Id), name => new { Task = name });

    /// <summary>Stops a brand's merge task.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    internal SqlStatement SuspendMergeRawTask(string brand) => SuspendTask(_names.MergeRaw(_model.Brand(brand).Id));

    /// <summary>Starts a brand's purge task.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    internal SqlStatement ResumePurgeTask(string brand) => Write("task/resume", _names.PurgeStg(_model.Brand(brand).Id), name => new { Task = name });

    /// <summary>Starts CI's merge task.</summary>
    /// <returns>The statement.</returns>
    internal SqlStatement ResumeMergeCiTask() => Write("task/resume", _names.MergeCi, name => new { Task = name });

    /// <summary>Stops CI's merge task.</summary>
    /// <returns>The statement.</returns>
    internal SqlStatement SuspendMergeCiTask() => SuspendTask(_names.MergeCi);

    /// <summary>Stops a task.</summary>
    internal SqlStatement SuspendTask(ObjectName task) => Write(Suspension, task, name => new { Task = name });

    /// <summary>Drops a task that nothing needs any more.</summary>
    internal SqlStatement DropTask(ObjectName task) => Write("task/drop", task, name => new { Task = name });

    /// <summary>A brand's merge task behind its procedures.</summary>
    private List<SqlStatement> MergeRaw(string brand)
    {
        bool isWhole = _options.RawScope == MergeScope.Brand;
        bool hasLoads = _options.Loading == LoadMode.Task;
        ObjectName cut = _names.Cut(_model.Brand(brand).Id);
        ObjectName progress = _names.Progress(brand);
        IReadOnlyList<BrandTable> tables = _model.Tables(brand);
        MergeParts merges = isWhole
            ? new(ProcedureKind.MergeRaw, Parts("merge/raw-if-changed", tables, table => new { Table = RawTableView.Of(table, _names), Cut = cut }))
            : new(ProcedureKind.MergeTables, Parts("merge/raw-by-itself", tables, table => new { Table = RawTableView.Of(table, _names), Cut = cut, MostCuts = _options.MaxCutsPerRun, Progress = progress }));
        MergeParts loads = new(ProcedureKind.LoadStg, hasLoads ? Parts("load/rows", [.. tables.SelectMany(table => table.Loads.Select(shape => (table, shape)))], load => LoadView.Of(load.table, load.shape, _names)) : []);
        return Fitting(_names.Stg(brand), [merges, loads], parts => Write(isWhole ? "task/create-merge-raw" : "task/create-merge-raw-by-table", _names.MergeRaw(brand), name => new
        {
            Task = name,
            CutStream = _names.CutStream(brand),
            Cut = cut,
            MostCuts = _options.MaxCutsPerRun,
            Progress = progress,
            Tables = LoadedTables(brand),
            PathsAndShapes = PathsAndShapes(brand),
            HasLoads = hasLoads,
            Merges = parts[0],
            Loads = parts[1],
            Manifests = ManifestsView.Of(brand, _names),
            Settings = MergeSettings(hasLoads, QueryTag.OfTask(brand, "RAW")),
        }));
    }

    /// <summary>CI's merge task behind its procedures.</summary>
    private List<SqlStatement> MergeCi()
    {
        MergeParts merges = new(ProcedureKind.MergeCi, Parts("merge/ci-of-task", _model.Ci, table => new { Table = CiTableView.Of(table, _model, _names) }));
        return Fitting(_names.Ci, [merges], parts => Write("task/create-merge-ci", _names.MergeCi, name => new
        {
            Task = name,
            Streams = _model.Ci.SelectMany(table => table.Members).Select(member => _names.Stream(member.Table)).ToList(),
            Merges = parts[0],
            Settings = MergeSettings(isScheduled: false, QueryTag.OfTask(null, "CI")),
        }));
    }

    private List<LoadedTableView> LoadedTables(string brand) => [.. _model.Tables(brand).Select(table => LoadedTableView.Of(table, _names))];

    private List<PlainText> PathsAndShapes(string brand) => [.. _model.Tables(brand).SelectMany(table => table.Shapes.Select(shape => new PlainText($"{table.Path}/{shape.Shape}")))];

    private long KeepSeconds() => (long)(_options.StgKeep ?? SqlOptions.DefaultStgKeep).TotalSeconds;

    private TaskSettings MergeSettings(bool isScheduled, string tag)
    {
        TimeSpan? schedule = _options.TaskSchedule ?? (isScheduled ? SqlOptions.DefaultLoadInterval : null);
        return new TaskSettings(_options, schedule is { } interval ? TaskSettings.Seconds(interval) : null, tag);
    }
}
