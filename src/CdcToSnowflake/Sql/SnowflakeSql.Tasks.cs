using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Sql.Views;

namespace CdcToSnowflake.Sql;

public sealed partial class SnowflakeSql
{
    /// <summary>A brand's merge task, all its tables in its body. It is suspended until resumed.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    public SqlStatement CreateMergeRawTask(string brand) => Write("task/create-merge-raw", _names.MergeRaw(_model.Brand(brand).Id), name => new
    {
        Task = name,
        CutStream = _names.CutStream(brand),
        Cut = _names.Cut(brand),
        Progress = _names.Progress(brand),
        Tables = _model.Tables(brand).Select(table => RawTableView.Of(table, _names)).ToList(),
        PathsAndShapes = _model.Tables(brand).SelectMany(table => table.Shapes.Select(shape => new PlainText($"{table.Path}/{shape.Shape}"))).ToList(),
        Settings = MergeSettings(),
    });

    /// <summary>CI's merge task, all CI tables in its body. It is suspended until resumed.</summary>
    /// <returns>The statement.</returns>
    public SqlStatement CreateMergeCiTask() => Write("task/create-merge-ci", _names.MergeCi, name => new
    {
        Task = name,
        Streams = _model.Ci.SelectMany(table => table.Members).Select(_names.Stream).ToList(),
        Tables = _model.Ci.Select(table => CiTableView.Of(table, _model, _names)).ToList(),
        Settings = MergeSettings(),
    });

    /// <summary>Starts a brand's merge task.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    public SqlStatement ResumeMergeRawTask(string brand) => Write("task/resume", _names.MergeRaw(_model.Brand(brand).Id), name => new { Task = name });

    /// <summary>Stops a brand's merge task.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    public SqlStatement SuspendMergeRawTask(string brand) => Write("task/suspend", _names.MergeRaw(_model.Brand(brand).Id), name => new { Task = name });

    /// <summary>Starts CI's merge task.</summary>
    /// <returns>The statement.</returns>
    public SqlStatement ResumeMergeCiTask() => Write("task/resume", _names.MergeCi, name => new { Task = name });

    /// <summary>Stops CI's merge task.</summary>
    /// <returns>The statement.</returns>
    public SqlStatement SuspendMergeCiTask() => Write("task/suspend", _names.MergeCi, name => new { Task = name });

    private TaskSettings MergeSettings() => new(_options, _options.TaskSchedule is { } schedule ? TaskSettings.Seconds(schedule) : null);
}
