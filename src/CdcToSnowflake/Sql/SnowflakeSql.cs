using CdcToSnowflake.Model;

namespace CdcToSnowflake.Sql;

/// <summary>
/// Writes the SQL of a warehouse: the statement of each object, and scripts of them in the order in which they must run. It runs nothing and needs nothing but the model.
/// Every statement can run again without harm.
/// </summary>
public sealed class SnowflakeSql
{
    private readonly WarehouseModel _model;
    private readonly SqlOptions _options;
    private readonly SqlNames _names;
    private readonly SqlTemplates _templates;

    /// <summary>Prepares the generation.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">What the SQL says beyond the model; null for the defaults.</param>
    public SnowflakeSql(WarehouseModel model, SqlOptions? options = null)
        : this(model, options, SqlTemplates.Embedded)
    {
    }

    internal SnowflakeSql(WarehouseModel model, SqlOptions? options, SqlTemplates templates)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _options = (options ?? new SqlOptions()).Checked();
        _names = new SqlNames(model);
        _templates = templates;
    }

    /// <summary>Everything, in order, ending with the tasks' resumption.</summary>
    /// <returns>The statements.</returns>
    public IEnumerable<SqlStatement> SetUp() =>
        SetUpCi()
            .Concat(_model.Brands.SelectMany(brand => SetUpBrand(brand.Id)))
            .Concat(_model.Brands.SelectMany(brand => SetUpTables(brand.Id)))
            .Concat(SetUpCiTables())
            .Concat(SetUpTasks())
            .Concat(_model.Brands.SelectMany(brand => SetUpPipes(brand.Id)));

    /// <summary>The database and the schema of CI.</summary>
    /// <returns>The statements.</returns>
    public IEnumerable<SqlStatement> SetUpCi() => [CreateCiDatabase(), CreateCiSchema()];

    /// <summary>All of a brand that doesn't depend on its tables: database, schemas, formats, stage, and the manifests' table, watermark, stream and pipe.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statements.</returns>
    public IEnumerable<SqlStatement> SetUpBrand(string brand) =>
    [
        CreateBrandDatabase(brand), CreateStgSchema(brand), CreateRawSchema(brand), CreateParquetFormat(brand), CreateJsonFormat(brand), CreateStage(brand),
        CreateCutTable(brand), CreateProgressTable(brand), StartProgress(brand), CreateCutStream(brand), CreateCutPipe(brand), RefreshCutPipe(brand),
    ];

    /// <summary>A brand's tables in STG and RAW, with all columns of all shapes, and RAW's streams.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statements.</returns>
    public IEnumerable<SqlStatement> SetUpTables(string brand) => _model.Tables(brand).SelectMany(SetUpTable);

    /// <summary>As <see cref="SetUpTables"/>, of one table.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The source's schema.</param>
    /// <param name="table">The source's table.</param>
    /// <returns>The statements.</returns>
    public IEnumerable<SqlStatement> SetUpTable(string brand, string schema, string table) => SetUpTable(_model.Table(brand, schema, table));

    /// <summary>The CI tables with the columns of all brands.</summary>
    /// <returns>The statements.</returns>
    public IEnumerable<SqlStatement> SetUpCiTables() => _model.Ci.SelectMany(SetUpCiTable);

    /// <summary>As <see cref="SetUpCiTables"/>, of the CI table that a source table goes into.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The source's schema.</param>
    /// <param name="table">The source's table.</param>
    /// <returns>The statements.</returns>
    public IEnumerable<SqlStatement> SetUpCiTable(string brand, string schema, string table) => SetUpCiTable(CiOf(brand, schema, table));

    /// <summary>The merge tasks: CI's first, so that no change of a new shape meets the old one; then each brand's; each resumed. A brand without tables has none.</summary>
    /// <returns>The statements.</returns>
    public IEnumerable<SqlStatement> SetUpTasks() => SetUpCiTask().Concat(_model.Brands.SelectMany(brand => SetUpRawTask(brand.Id)));

    /// <summary>CI's merge task, resumed; nothing if no brand has a table.</summary>
    /// <returns>The statements.</returns>
    public IEnumerable<SqlStatement> SetUpCiTask() => _model.Ci.Count == 0 ? [] : [CreateMergeCiTask(), ResumeMergeCiTask()];

    /// <summary>A brand's merge task, resumed; nothing if the brand has no table.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statements.</returns>
    public IEnumerable<SqlStatement> SetUpRawTask(string brand) => _model.Tables(brand).Count == 0 ? [] : [CreateMergeRawTask(brand), ResumeMergeRawTask(brand)];

    /// <summary>The pipes of all shapes of a brand's tables, and their first look at what is in the store. Last, so that nothing loads that a merge doesn't know.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statements.</returns>
    public IEnumerable<SqlStatement> SetUpPipes(string brand) => _model.Tables(brand).SelectMany(table => table.Shapes).SelectMany(shape => SetUpPipe(brand, shape));

    /// <summary>As <see cref="SetUpPipes"/>, of one shape.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="shape">The table in that shape.</param>
    /// <returns>The statements.</returns>
    public IEnumerable<SqlStatement> SetUpPipe(string brand, SourceTable shape) => [CreatePipe(brand, shape), RefreshPipe(brand, shape)];

    /// <summary>A brand's database.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    public SqlStatement CreateBrandDatabase(string brand) =>
        Write("database/create", _names.BrandDatabase(_model.Brand(brand).Id), name => new { Database = name, Comment = new PlainText($"CDC of the brand {brand}") });

    /// <summary>The schema of a brand's loaded changes.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    public SqlStatement CreateStgSchema(string brand) =>
        Write("schema/create", _names.Stg(_model.Brand(brand).Id), name => new { Schema = name, Comment = new PlainText("Every change as loaded, keys repeat") });

    /// <summary>The schema of a brand's mirrored tables.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    public SqlStatement CreateRawSchema(string brand) =>
        Write("schema/create", _names.Raw(_model.Brand(brand).Id), name => new { Schema = name, Comment = new PlainText("The operational tables, mirrored") });

    /// <summary>CI's database.</summary>
    /// <returns>The statement.</returns>
    public SqlStatement CreateCiDatabase() => Write("database/create", _names.CiDatabase, name => new { Database = name, Comment = new PlainText("CDC of all brands") });

    /// <summary>CI's schema.</summary>
    /// <returns>The statement.</returns>
    public SqlStatement CreateCiSchema() => Write("schema/create", _names.Ci, name => new { Schema = name, Comment = new PlainText("The tables of all brands") });

    /// <summary>The format of files of rows.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    public SqlStatement CreateParquetFormat(string brand) => Write("file-format/create-parquet", _names.ParquetFormat(_model.Brand(brand).Id), name => new { Format = name });

    /// <summary>The format of manifests.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    public SqlStatement CreateJsonFormat(string brand) => Write("file-format/create-json", _names.JsonFormat(_model.Brand(brand).Id), name => new { Format = name });

    /// <summary>The stage over a brand's folder of the object store.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    public SqlStatement CreateStage(string brand)
    {
        BrandModel model = _model.Brand(brand);
        return Write("stage/create", _names.Stage(brand), name => new
        {
            Stage = name,
            Url = new PlainText(model.StageUrl),
            HasIntegration = model.StorageIntegration is not null,
            Integration = new ObjectName(model.StorageIntegration ?? ""),
        });
    }

    /// <summary>The table of a brand's manifests.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    public SqlStatement CreateCutTable(string brand) => Write("table/create-cut", _names.Cut(_model.Brand(brand).Id), name => new { Table = name, Comment = new PlainText("The manifests of cuts, as loaded") });

    /// <summary>The table of a brand's watermark.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    public SqlStatement CreateProgressTable(string brand) => Write("table/create-progress", _names.Progress(_model.Brand(brand).Id), name => new { Table = name, Comment = new PlainText("How far the merge has come") });

    /// <summary>The watermark's first row.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    public SqlStatement StartProgress(string brand) => Write("progress/start", _names.Progress(_model.Brand(brand).Id), name => new { Progress = name });

    /// <summary>The stream that tells of loaded manifests.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    public SqlStatement CreateCutStream(string brand) => Write("stream/create-cut", _names.CutStream(_model.Brand(brand).Id), name => new { Stream = name, Table = _names.Cut(brand) });

    /// <summary>The pipe that loads manifests.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    public SqlStatement CreateCutPipe(string brand) => Write("pipe/create-cut", _names.CutPipe(_model.Brand(brand).Id), name => new
    {
        Pipe = name,
        Table = _names.Cut(brand),
        Folder = new StageLocation(_names.Stage(brand), StorePath.CutsWithinBrand),
        Format = _names.JsonFormat(brand),
    });

    /// <summary>Loads the manifests that were there before their pipe.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    public SqlStatement RefreshCutPipe(string brand) => Write("pipe/refresh", _names.CutPipe(_model.Brand(brand).Id), name => new { Pipe = name });

    /// <summary>The pipe of one shape of a table.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="shape">The table in that shape.</param>
    /// <returns>The statement.</returns>
    public SqlStatement CreatePipe(string brand, SourceTable shape)
    {
        BrandTable table = TableOf(brand, shape);
        return Write("pipe/create", _names.Pipe(table, shape), name => new
        {
            Pipe = name,
            Table = _names.StgTable(table),
            Columns = PipeColumnView.Of(shape),
            Folder = new StageLocation(_names.Stage(brand), StorePath.DataWithinBrand(shape)),
            Format = _names.ParquetFormat(brand),
        });
    }

    /// <summary>Loads the files of a shape that were there before its pipe.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="shape">The table in that shape.</param>
    /// <returns>The statement.</returns>
    public SqlStatement RefreshPipe(string brand, SourceTable shape) => Write("pipe/refresh", _names.Pipe(TableOf(brand, shape), shape), name => new { Pipe = name });

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
        Settings = new TaskSettings(_options),
    });

    /// <summary>CI's merge task, all CI tables in its body. It is suspended until resumed.</summary>
    /// <returns>The statement.</returns>
    public SqlStatement CreateMergeCiTask() => Write("task/create-merge-ci", _names.MergeCi, name => new
    {
        Task = name,
        Streams = _model.Ci.SelectMany(table => table.Members).Select(_names.Stream).ToList(),
        Tables = _model.Ci.Select(table => CiTableView.Of(table, _model, _names)).ToList(),
        Settings = new TaskSettings(_options),
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

    /// <summary>The query for the cut that a brand's merge may go to. Binds <c>:merged</c>.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    public SqlStatement TargetCut(string brand) => Write("cut/target", _names.Cut(_model.Brand(brand).Id), name => new
    {
        Cut = name,
        Tables = _model.Tables(brand).Select(table => RawTableView.Of(table, _names)).ToList(),
        PathsAndShapes = _model.Tables(brand).SelectMany(table => table.Shapes.Select(shape => new PlainText($"{table.Path}/{shape.Shape}"))).ToList(),
    });

    /// <summary>Empties a RAW table if the source's was. Binds <c>:merged</c> and <c>:target</c>.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The source's schema.</param>
    /// <param name="table">The source's table.</param>
    /// <returns>The statement, to run before <see cref="MergeStgIntoRaw"/> in one transaction.</returns>
    public SqlStatement EmptyRaw(string brand, string schema, string table) => WriteRaw("merge/empty-raw", _model.Table(brand, schema, table));

    /// <summary>Merges a table's changes from STG into RAW. Binds <c>:merged</c> and <c>:target</c>, the cuts before and up to which.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The source's schema.</param>
    /// <param name="table">The source's table.</param>
    /// <returns>The statement.</returns>
    public SqlStatement MergeStgIntoRaw(string brand, string schema, string table) => WriteRaw("merge/stg-into-raw", _model.Table(brand, schema, table));

    /// <summary>Merges all brands' changes into the CI table that a source table goes into.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The source's schema.</param>
    /// <param name="table">The source's table.</param>
    /// <returns>The statement.</returns>
    public SqlStatement MergeRawIntoCi(string brand, string schema, string table)
    {
        CiTable ci = CiOf(brand, schema, table);
        return Write("merge/raw-into-ci", _names.CiTable(ci), _ => new { Table = CiTableView.Of(ci, _model, _names) });
    }

    private IEnumerable<SqlStatement> SetUpTable(BrandTable table)
    {
        ObjectName stg = _names.StgTable(table);
        ObjectName raw = _names.RawTable(table);
        string source = $"{table.Schema}.{table.Source} of {table.Brand}";
        yield return Write("table/create-stg", stg, name => new
        {
            Table = name,
            Columns = ColumnView.Of(table.Columns),
            RetentionDays = _options.StgRetentionDays,
            Comment = new PlainText($"Changes of {source}"),
        });
        foreach (SqlStatement change in LaterColumns(stg, table.Columns, column => column.Stg))
        {
            yield return change;
        }
        yield return Write("table/create-raw", raw, name => new
        {
            Table = name,
            Columns = ColumnView.Of(table.Columns),
            Key = Texts(table.Key),
            HasPrimaryKey = !table.Columns.Any(column => column.IsKey && column.IsNullable),
            Comment = new PlainText($"Mirror of {source}"),
        });
        foreach (SqlStatement change in LaterColumns(raw, table.Columns, column => column.Mirror))
        {
            yield return change;
        }
        yield return Write("stream/create-raw", _names.Stream(table), name => new { Stream = name, Table = raw });
    }

    private IEnumerable<SqlStatement> SetUpCiTable(CiTable table)
    {
        ObjectName ci = _names.CiTable(table);
        yield return Write("table/create-ci", ci, name => new
        {
            Table = name,
            BrandColumn = new PlainText(_model.Names.BrandColumn),
            Columns = ColumnView.Of(table.Columns),
            Key = Texts(table.Key),
            HasPrimaryKey = !table.Columns.Any(column => column.IsKey && column.IsNullable),
            Comment = new PlainText($"{table.Name} of all brands"),
        });
        foreach (SqlStatement change in LaterColumns(ci, table.Columns, column => column.Mirror))
        {
            yield return change;
        }
    }

    /// <summary>What brings a table that existed before a shape or a brand up to date; a table just created has it all, and then these change nothing.</summary>
    private IEnumerable<SqlStatement> LaterColumns(ObjectName table, IReadOnlyList<MergedColumn> columns, Func<MergedColumn, SnowflakeType> type) =>
        columns.Where(column => !column.IsEverywhere)
            .Select(column => WriteColumn("table/add-column", table, column, type(column)))
            .Concat(columns.Where(column => column.IsWidened).Select(column => WriteColumn("table/widen-column", table, column, type(column))));

    private SqlStatement WriteColumn(string template, ObjectName table, MergedColumn column, SnowflakeType type) =>
        Write(template, table, name => new { Table = name, Column = new PlainText(column.Name), ColumnType = type });

    private SqlStatement WriteRaw(string template, BrandTable table) =>
        Write(template, _names.RawTable(table), _ => new { Table = RawTableView.Of(table, _names), Cut = _names.Cut(table.Brand) });

    private SqlStatement Write(string template, ObjectName name, Func<ObjectName, object> model) => new(template, name.Display, _templates.Render(template, model(name)));

    private BrandTable TableOf(string brand, SourceTable shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        BrandTable table = _model.Table(brand, shape.Schema, shape.Name);
        return table.Shapes.Contains(shape) ? table : throw new ModelException(ModelProblem.Unknown, $"The model has no shape {shape.Shape} of {shape.Schema}.{shape.Name} in the brand '{brand}'.");
    }

    private CiTable CiOf(string brand, string schema, string table) => _model.CiOf(_model.Table(brand, schema, table));

    private static List<PlainText> Texts(IEnumerable<string> names) => [.. names.Select(name => new PlainText(name))];
}
