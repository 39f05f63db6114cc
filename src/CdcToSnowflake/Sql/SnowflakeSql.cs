using System.Diagnostics.CodeAnalysis;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql;

/// <summary>
/// Writes the SQL of a warehouse: the statement of each object, and scripts of them in the order in which they must run. It runs nothing and needs nothing but the model.
/// Every statement can run again without harm.
/// </summary>
[RequiresUnreferencedCode(TemplateMembers.ByReflection)]
[RequiresDynamicCode(TemplateMembers.ByReflection)]
public sealed partial class SnowflakeSql
{
    private readonly WarehouseModel _model;
    private readonly SqlOptions _options;
    private readonly SqlNames _names;
    private readonly SqlTemplates _templates;

    /// <summary>Prepares the generation: checks the options, and reads and tries the templates of <see cref="SqlOptions.TemplateFolder"/>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">What the SQL says beyond the model; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="SqlTemplateException">A template of the folder is broken or takes no template's place; the message says the file, line and column.</exception>
    public SnowflakeSql(WarehouseModel model, SqlOptions? options = null)
        : this(model, (options ?? new SqlOptions()).Checked(), null)
    {
    }

    private SnowflakeSql(WarehouseModel model, SqlOptions options, SqlTemplates? templates)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _options = options;
        _names = new SqlNames(model);
        _templates = templates ?? SqlTemplates.Of(options);
        if (templates is null && _templates != SqlTemplates.Embedded)
        {
            TemplateTrial.Run(this);
        }
    }

    /// <summary>The same generation for another model: the options stay, and the templates as they were read.</summary>
    /// <param name="model">The other model.</param>
    /// <returns>The generation.</returns>
    internal SnowflakeSql For(WarehouseModel model) => new(model, _options, _templates);

    /// <summary>As <see cref="For(WarehouseModel)"/>, with other options.</summary>
    internal SnowflakeSql For(WarehouseModel model, Func<SqlOptions, SqlOptions> options) => new(model, options(_options), _templates);

    /// <summary>Everything, in order, ending with the pipes and the costs.</summary>
    /// <returns>The statements.</returns>
    public IEnumerable<SqlStatement> SetUp() =>
        SetUpAccount()
            .Concat(SetUpCi())
            .Concat(_model.Brands.SelectMany(brand => SetUpBrand(brand.Id)))
            // Before RAW's streams: a stream that is older than its CI table may have brought its changes to another.
            .Concat(SetUpCiTables())
            .Concat(_model.Brands.SelectMany(brand => SetUpTables(brand.Id)))
            .Concat(SetUpSemantics())
            .Concat(SetUpTasks())
            .Concat(_model.Brands.SelectMany(brand => SetUpPipes(brand.Id)))
            .Concat(SetUpCosts());

    /// <summary>The database and the schemas of CI and of the API, and what the roles may do there.</summary>
    /// <returns>The statements.</returns>
    public IEnumerable<SqlStatement> SetUpCi() => [CreateCiDatabase(), CreateCiSchema(), .. SetUpCiGrants(), .. SetUpApi()];

    /// <summary>All of a brand that doesn't depend on its tables: database, schemas, formats, stage, and the manifests' table, watermark, stream and pipe.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statements.</returns>
    public IEnumerable<SqlStatement> SetUpBrand(string brand) =>
    [
        CreateBrandDatabase(brand), CreateStgSchema(brand), CreateRawSchema(brand), .. SetUpBrandGrants(brand),
        CreateParquetFormat(brand), CreateJsonFormat(brand), CreateCsvFormat(brand), CreateStage(brand),
        CreateCutTable(brand), CreateProgressTable(brand), StartProgress(brand), CreateCutStream(brand), .. SetUpBrandObjectGrants(brand), .. SetUpCutPipe(brand),
    ];

    /// <summary>The pipe of a brand's manifests, and its first look at what is in the store; nothing where the task loads.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statements.</returns>
    internal IEnumerable<SqlStatement> SetUpCutPipe(string brand) =>
        !HasPipes ? [] : [CreateCutPipe(brand), .. OwnPipe(_names.CutPipe(brand)), .. OperatePipe(_names.CutPipe(brand)), RefreshCutPipe(brand)];

    /// <summary>Where a brand's pipes are.</summary>
    internal ObjectName StgOf(string brand) => _names.Stg(_model.Brand(brand).Id);

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

    /// <summary>The CI tables with the columns of all brands, and the API's views of them.</summary>
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

    /// <summary>CI's merge task and those that follow it, resumed, behind the procedures that it calls, if any; nothing if no brand has a table.</summary>
    /// <returns>The statements.</returns>
    public IEnumerable<SqlStatement> SetUpCiTask() => _model.Ci.Count == 0 ? [] : SetUpMerge(MergeCi(), ResumeMergeCiTask(), brand: null);

    /// <summary>A brand's merge task, those that follow it, and the purge of its STG if there is to be one, all resumed, behind the procedures that the merge calls, if any; nothing if the brand has no table.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statements.</returns>
    public IEnumerable<SqlStatement> SetUpRawTask(string brand) => _model.Tables(brand).Count == 0 ? [] : [.. SetUpMerge(MergeRaw(brand), ResumeMergeRawTask(brand), brand), .. SetUpPurgeTask(brand)];

    /// <summary>The task that purges a brand's STG, resumed; nothing if <see cref="SqlOptions.StgKeep"/> is null or the brand has no table.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statements.</returns>
    internal IEnumerable<SqlStatement> SetUpPurgeTask(string brand) =>
        !HasPurge || _model.Tables(brand).Count == 0 ? [] : [CreatePurgeTask(brand), .. OwnTask(_names.PurgeStg(brand)), ResumePurgeTask(brand)];

    /// <summary>The pipes of all shapes of a brand's tables, and their first look at what is in the store; none where the task loads. Last, so that nothing loads that a merge doesn't know.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statements.</returns>
    public IEnumerable<SqlStatement> SetUpPipes(string brand) => _model.Tables(brand).SelectMany(table => table.Loads).SelectMany(shape => SetUpPipe(brand, shape));

    /// <summary>As <see cref="SetUpPipes"/>, of one shape.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="shape">The table in that shape.</param>
    /// <returns>The statements.</returns>
    /// <exception cref="ModelException">The model doesn't have the brand, or the table in that shape.</exception>
    public IEnumerable<SqlStatement> SetUpPipe(string brand, SourceTable shape) => !HasPipes ? [] : SetUpPipe(brand, shape, _names.Pipe(TableOf(brand, shape), shape));

    private IEnumerable<SqlStatement> SetUpPipe(string brand, SourceTable shape, ObjectName pipe) => [CreatePipe(brand, shape), .. OwnPipe(pipe), .. OperatePipe(pipe), RefreshPipe(brand, shape)];

    /// <summary>What the SQL says beyond the model.</summary>
    internal SqlOptions Options => _options;

    /// <summary>Whether pipes load, not the task.</summary>
    internal bool HasPipes => _options.Loading == LoadMode.Pipes;

    /// <summary>Whether STG is purged.</summary>
    internal bool HasPurge => _options.StgKeep is not null;

    private SqlStatement Write(string template, ObjectName name, Func<ObjectName, object> model) =>
        new(template, name.Display, _templates.Render(template, model(name))) { Object = name, Brand = _names.BrandOf(name) };

    private SqlStatement Write(string template, BrandTable table, ObjectName name, Func<ObjectName, object> model) => Write(template, name, model) with { Table = table.Title };

    internal CiTable CiOf(string brand, string schema, string table) => _model.CiOf(_model.Table(brand, schema, table));

    private static List<PlainText> Texts(IEnumerable<string> names) => [.. names.Select(name => new PlainText(name))];
}
