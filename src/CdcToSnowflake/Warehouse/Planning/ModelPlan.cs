using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Warehouse.Planning;

/// <summary>
/// The plan of a whole model. Columns come first, from STG to CI; then CI's task, behind the procedures that it calls, which must know a column before RAW has values in it; then the brands' tasks likewise, which take no cut of a
/// shape that they don't know; the pipes last. So no merge ever meets a column that it would leave out, and a plan that is broken off anywhere leaves merges that wait.
/// </summary>
[RequiresUnreferencedCode(TemplateMembers.ByReflection)]
[RequiresDynamicCode(TemplateMembers.ByReflection)]
internal sealed class ModelPlan
{
    // The manual's "Limits on query text size".
    private const int RecommendedBytes = 1_000_000;
    private const string Renamed = "columns get other names under it; it is made anew afterwards";

    private readonly WarehouseModel _model;
    private readonly SnowflakeSql _sql;
    private readonly SqlNames _names;
    private readonly WarehouseInventory _there;
    private readonly PlanWriter _steps;
    private readonly ColumnPlanner _columns;
    private readonly List<string> _remarks = [];
    private readonly IReadOnlyList<BrandModel> _brands;
    private readonly IReadOnlyList<CiTable> _ci;
    private readonly bool _isWhole;
    private readonly AccountPlan? _account;

    /// <summary>Prepares a plan.</summary>
    /// <param name="model">What is to be there.</param>
    /// <param name="sql">The generation for it.</param>
    /// <param name="there">What is there, of the brands that are planned.</param>
    /// <param name="only">The brands that are planned, with the CI tables that they go into and CI's task; null for all.</param>
    public ModelPlan(WarehouseModel model, SnowflakeSql sql, WarehouseInventory there, IReadOnlyCollection<string>? only)
    {
        (_model, _sql, _there, _isWhole) = (model, sql, there, only is null);
        _brands = only is null ? model.Brands : [.. only.Select(model.Brand)];
        _ci = only is null ? model.Ci : [.. only.SelectMany(model.Tables).Select(model.CiOf).Distinct()];
        _names = new SqlNames(model);
        _steps = new PlanWriter(sql, there);
        _account = sql.Options.Account is { } account ? new AccountPlan(sql, account, there, _steps) : null;
        _columns = new ColumnPlanner(sql, there, _steps, model.Names.BrandColumn);
    }

    public WarehousePlan Write()
    {
        RefuseEarlyDrops();
        RemarkAwaitedDrops();
        _account?.Write();
        _steps.Missing(_sql.CreateCiDatabase(), _there.Databases, "database");
        _steps.Missing(_sql.CreateCiSchema(), _there.Schemas, "schema");
        _steps.Grants(_sql.SetUpCiGrants());
        Api();
        ForEachBrand(Brand);
        Columns();
        Views();
        ForEachBrand(brand => Streams(brand.Id));
        Tasks(_sql.SetUpCiTask());
        ForEachBrand(RawTasks);
        ForEachBrand(Pipes);
        _account?.WriteCosts();
        RemarkOwner();
        return new WarehousePlan(_steps.Write(), [.. _remarks, .. _account?.Remarks ?? [], .. _isWhole ? Strangers().Concat(_account?.Surplus() ?? []) : []], [.. _there.Pipes.Values.Select(pipe => pipe.Queue).OfType<string>().Distinct().Order(StringComparer.Ordinal)]);
    }

    private void Api()
    {
        foreach (SqlStatement statement in _sql.SetUpApi())
        {
            switch (statement.Template)
            {
                case "schema/create":
                    _steps.Missing(statement, _there.Schemas, "schema");
                    break;
                case "table/create-owners":
                    _steps.ControlTable(statement, []);
                    break;
                case "policy/create-owner":
                    _steps.Policy(statement, _sql.OwnerPolicyBody(), _sql.AlterOwnerPolicy);
                    break;
                default:
                    _steps.Grant(statement);
                    break;
            }
        }
    }

    private void Views()
    {
        foreach (CiTable table in _sql.Options.Api is null ? [] : _ci)
        {
            _steps.View(_sql.CreateApiView(table), () => _sql.CreateApiView(table, keepsGrants: true));
        }
        // Over all brands' tables, whichever are planned.
        if (_sql.SetUpSemantics().ToList() is [var semantics, .. var grants])
        {
            _steps.Semantics(semantics);
            _steps.Grants(grants);
        }
    }

    private void ForEachBrand(Action<BrandModel> plan)
    {
        foreach (BrandModel brand in _brands)
        {
            _steps.Brand = brand.Id;
            plan(brand);
        }
        _steps.Brand = null;
    }

    private void Brand(BrandModel brand)
    {
        _steps.Missing(_sql.CreateBrandDatabase(brand.Id), _there.Databases, "database");
        _steps.Missing(_sql.CreateStgSchema(brand.Id), _there.Schemas, "schema");
        _steps.Missing(_sql.CreateRawSchema(brand.Id), _there.Schemas, "schema");
        _steps.Grants(_sql.SetUpBrandGrants(brand.Id));
        foreach (SqlStatement format in new[] { _sql.CreateParquetFormat(brand.Id), _sql.CreateJsonFormat(brand.Id), _sql.CreateCsvFormat(brand.Id) })
        {
            Remark(_steps.FileFormat(format));
        }
        string? integration = _sql.StageIntegration(brand.Id);
        _steps.Stage(_sql.CreateStage(brand.Id), brand.StageUrl, integration, () => _sql.SetStageIntegration(brand.Id, integration!));
        Remark(_steps.ControlTable(_sql.CreateCutTable(brand.Id), SnowflakeSql.LaterCutColumns, _sql.Options.StgRetentionDays));
        Remark(_steps.Extension([_names.Cut(brand.Id)], _sql.Options.RawExtensionDays));
        _steps.ControlTable(_sql.CreateProgressTable(brand.Id), []);
        _steps.Progress(_sql.StartProgress(brand.Id), _names.Raw(brand.Id));
        Remark(_steps.CutStream(_sql.CreateCutStream(brand.Id), () => _sql.RecreateCutStream(brand.Id), _names.Cut(brand.Id), _names.CutPipe(brand.Id)));
        _steps.Grants(_sql.SetUpBrandObjectGrants(brand.Id));
    }

    private void Columns()
    {
        Suspend();
        foreach (BrandTable table in _ci.Where(ci => !_there.Tables.ContainsKey(_names.CiTable(ci))).SelectMany(ci => ci.Members).Select(member => member.Table))
        {
            _steps.Brand = table.Brand;
            _steps.CiTableLacks(_names.Stream(table), () => _sql.CreateRawStream(table));
        }
        foreach ((string? brand, TableLayout layout) in Layouts())
        {
            _steps.Brand = brand;
            _remarks.AddRange(_columns.Plan(layout));
        }
        ForEachBrand(brand => Remark(_steps.Extension(_model.Tables(brand.Id).Select(_names.RawTable), _sql.Options.RawExtensionDays)));
        _columns.Unsay();
    }

    private IEnumerable<(string? Brand, TableLayout Layout)> Layouts() =>
        _brands.SelectMany(brand => _model.Tables(brand.Id)).SelectMany(table => _sql.Layouts(table).Select(layout => ((string?)table.Brand, layout))).Concat(_ci.Select(table => ((string?)null, _sql.Layout(table))));

    private void Streams(string brand)
    {
        foreach (BrandTable table in _model.Tables(brand))
        {
            CiTable ci = _model.CiOf(table);
            _steps.RawStream(_names.Stream(table), () => _sql.CreateRawStream(table), () => _sql.ReconcileCi(table), _names.RawTable(table), _names.CiTable(ci), table.IsAppendOnly, _names.Destination(ci));
        }
    }

    private void RawTasks(BrandModel brand)
    {
        Tasks(_sql.SetUpRawTask(brand.Id));
        if (!_sql.HasPurge)
        {
            _steps.NoTask(_sql.DropTask(_names.PurgeStg(brand.Id)), "STG is kept for ever now, and the task still purges it");
        }
    }

    private void Tasks(IEnumerable<SqlStatement> script)
    {
        HashSet<ObjectName> called = [];
        ObjectName? schema = null;
        // Whether there is something to stop first, the steps know.
        foreach (List<SqlStatement> setUp in ByObject(script.Where(statement => statement.Template != SnowflakeSql.Suspension)))
        {
            switch (setUp[0].Template.Split('/')[0])
            {
                case "grant":
                    _steps.Grants(setUp);
                    break;
                case "procedure":
                    Procedure(setUp[0]);
                    called.Add(setUp[0].Object!);
                    break;
                default:
                    Task(setUp);
                    schema = setUp[0].Object!.Parent;
                    break;
            }
        }
        if (schema is not null)
        {
            _steps.DropProcedures(schema, called);
        }
    }

    private void Task(List<SqlStatement> setUp)
    {
        SqlStatement create = setUp[0];
        _steps.Task(setUp, create.Template switch
        {
            "task/create-merge-ci" => "Merges all brands' changes into CI",
            "task/create-merge-raw" or "task/create-merge-raw-by-table" => "Merges a brand's complete cuts into RAW",
            _ => "Purges what is merged",
        });
        if (Encoding.UTF8.GetByteCount(create.Text) is var bytes and > RecommendedBytes)
        {
            string remedy = create.Template switch
            {
                "task/create-merge-raw" => $"{nameof(SqlOptions)}.{nameof(SqlOptions.RawScope)} = {nameof(MergeScope)}.{nameof(MergeScope.Table)} makes a merge into RAW short; else spread the tables over several brands.",
                "task/create-merge-ci" => $"A lower {nameof(SqlOptions)}.{nameof(SqlOptions.MaxTaskBytes)} moves the merges into procedures; the streams' names stay.",
                _ => "Spread the tables over several brands.",
            };
            _remarks.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"The task {create.Name} takes {bytes / 1e6:0.0} MB of text, since it names every table. Snowflake runs it, but recommends 1 MB (\"Limits on query text size\"), and its history shows no more than that. {remedy}"));
        }
    }

    /// <summary>A long task runs nonetheless; a procedure's source has a limit that nobody tells, so that what is ten times the recommended 100 KB is refused before anything is applied.</summary>
    private void Procedure(SqlStatement create)
    {
        if (Encoding.UTF8.GetByteCount(create.Text) is var bytes and > RecommendedBytes)
        {
            string? table = _ci.Select(_names.CiTable).Concat(_brands.SelectMany(brand => _model.Tables(brand.Id)).Select(_names.RawTable)).FirstOrDefault(name => create.Text.Contains(name.Quoted, StringComparison.Ordinal))?.Display;
            throw new PlanException(string.Create(
                CultureInfo.InvariantCulture,
                $"The merge of {table ?? create.Name} alone would be a procedure of {bytes / 1e6:0.0} MB: Snowflake limits a procedure's source and recommends 100 KB (\"Writing stored procedures in Snowflake Scripting\"). "
                + $"Give some of its brands another CI table ({nameof(TableOptions)}.{nameof(TableOptions.CiTable)}), or raise {nameof(SqlOptions)}.{nameof(SqlOptions.MaxTaskBytes)}, so that the task's body holds it, which has no such limit."));
        }
        _steps.Procedure(create);
    }

    private void Pipes(BrandModel brand)
    {
        SourceTable[] shapes = [.. _model.Tables(brand.Id).SelectMany(table => table.Loads)];
        if (!_sql.HasPipes)
        {
            RemarkPipes(brand, shapes);
            return;
        }
        SnowflakeSql? withoutErrors = _sql.Options.ErrorIntegrationName is null ? null : _sql.WithoutErrors();
        PipeDraft cuts = PipeDraft.Of(_sql.SetUpCutPipe(brand.Id), withoutErrors is null ? null : () => withoutErrors.CreateCutPipe(brand.Id));
        foreach (PipeDraft pipe in InOrder.Select(shapes, shape => PipeDraft.Of(_sql.SetUpPipe(brand.Id, shape), withoutErrors is null ? null : () => withoutErrors.CreatePipe(brand.Id, shape))).Prepend(cuts))
        {
            Remark(_steps.Pipe(pipe));
        }
    }

    private void RemarkOwner()
    {
        foreach (IGrouping<string, ObjectName> left in _steps.NotHandedOver.GroupBy(left => left.Reason, left => left.Pipe))
        {
            _remarks.Add($"{left.Count()} pipes aren't given to {_sql.Options.Account!.Roles!.Loader} and load with the rights of the role that made them, {left.First().Display} among them: {left.Key}");
        }
    }

    /// <summary>Pipes load on beside a task that loads: harmless to rows, and twice the cost.</summary>
    private void RemarkPipes(BrandModel brand, SourceTable[] shapes)
    {
        List<ObjectName> left = [.. shapes.Select(shape => _names.Pipe(_model.Table(brand.Id, shape.Schema, shape.Name), shape)).Prepend(_names.CutPipe(brand.Id)).Where(_there.Pipes.ContainsKey)];
        if (left.Count > 0)
        {
            _remarks.Add(
                $"The brand '{brand.Id}' is loaded by its task now, and {left.Count} of its pipes are there and load on beside it, so that STG and the loads cost twice: {left[0].Display}{(left.Count > 1 ? " and others" : "")}. "
                + "Drop them; if pipes are to load again one day, the plan makes them anew.");
        }
    }

    private void Remark(string? remark)
    {
        if (remark is not null)
        {
            _remarks.Add(remark);
        }
    }

    /// <summary>A script cut before each statement that makes something; a task stays together with those that follow it.</summary>
    private static IEnumerable<List<SqlStatement>> ByObject(IEnumerable<SqlStatement> script)
    {
        List<SqlStatement> setUp = [];
        foreach (SqlStatement statement in script)
        {
            if (setUp.Count > 0 && statement.Template != SnowflakeSql.FollowUp && statement.Template.Contains("/create", StringComparison.Ordinal))
            {
                yield return setUp;
                setUp = [];
            }
            setUp.Add(statement);
        }
        if (setUp.Count > 0)
        {
            yield return setUp;
        }
    }

    /// <summary>Old bodies of tasks would fail on columns that got other names, run after run until they are replaced; and CI's would bring a brand's changes to the table that it leaves, which the other then lacks.</summary>
    private void Suspend()
    {
        if (_brands.SelectMany(brand => _model.Tables(brand.Id)).Any(table => _steps.GoesElsewhere(_names.Stream(table), _names.Destination(_model.CiOf(table)))))
        {
            _steps.Suspend(_sql.SuspendMergeCiTask(), "a brand's changes go to another table of CI from now on; it is made anew afterwards");
        }
        HashSet<ObjectName> renamed = [.. Layouts().Where(planned => _columns.Renames(planned.Layout)).Select(planned => planned.Layout.Table.Parent)];
        if (renamed.Count == 0)
        {
            return;
        }
        ForEachBrand(brand =>
        {
            if (renamed.Contains(_names.Raw(brand.Id)))
            {
                _steps.Suspend(_sql.SuspendMergeRawTask(brand.Id), Renamed);
            }
        });
        _steps.Suspend(_sql.SuspendMergeCiTask(), Renamed);
    }

    /// <summary>A cut with values of a dropped column may still be on its way: merged after the drop, it would leave them out.</summary>
    private void RefuseEarlyDrops()
    {
        foreach (BrandTable table in _brands.SelectMany(brand => _model.Tables(brand.Id)).Where(table => table.Dropped.Count > 0))
        {
            bool isStillThere = _there.Tables.TryGetValue(_names.RawTable(table), out TableFacts? raw) && table.Dropped.Any(column => raw.Columns.ContainsKey(column.Name));
            SourceTable? waiting = table.Shapes.FirstOrDefault(shape =>
                isStillThere && shape.Columns.Any(column => table.Dropped.Any(dropped => dropped.StgNames.Contains(WarehouseNames.ColumnOf(column.Name))))
                && _there.Unmerged.GetValueOrDefault(table.Brand)?.Contains($"{table.Path}/{shape.Shape}") == true);
            if (waiting is not null)
            {
                throw new PlanException(
                    $"The brand '{table.Brand}' has loaded cuts with {waiting} that aren't merged, and values of a dropped column in them would be left out. Plan again when its merge has come past them ({_names.Progress(table.Brand).Display}).");
            }
        }
    }

    private void RemarkAwaitedDrops()
    {
        foreach (BrandTable table in _brands.SelectMany(brand => _model.Tables(brand.Id)))
        {
            _remarks.AddRange(table.Awaited.Select(column =>
                $"The column {column.Name} of {table.Title} of the brand '{table.Brand}' is declared as dropped, and every shape of the table that is known has it: it goes on as it is until one without it appears."));
        }
    }

    /// <summary>What stands in the model's schemas and isn't the model's: another's, or that of a table that left the model.</summary>
    private IEnumerable<string> Strangers()
    {
        HashSet<ObjectName> own = [.. _model.Brands.SelectMany(OwnOf), .. _model.Ci.Select(_names.CiTable), _names.MergeCi, .. _sql.FollowUpNames(null), _names.Owners];
        return new (string Kind, IEnumerable<ObjectName> Names)[]
        {
            ("table", _there.Tables.Keys), ("stream", _there.Streams.Keys), ("task", _there.Tasks.Keys), ("pipe", _there.Pipes.Keys), ("stage", _there.Stages.Keys),
        }.SelectMany(kind => kind.Names.Where(name => !own.Contains(name)).Select(name => Stranger(kind.Kind, name)).Order(StringComparer.Ordinal));
    }

    /// <summary>Nobody can tell another's task from a follow-up that left the options, and the SDK takes nothing away that may be another's: the sentence says how.</summary>
    private string Stranger(string kind, ObjectName name) => kind == "task"
        ? $"The task {name.Display} isn't the model's. If it followed a merge and left the options, it still runs after it: suspend the merge, {_sql.DropTask(name).Text}, and plan again, which resumes the merge."
        : $"The {kind} {name.Display} isn't the model's.";

    private IEnumerable<ObjectName> OwnOf(BrandModel brand) =>
    [
        _names.Cut(brand.Id), _names.Progress(brand.Id), _names.CutStream(brand.Id), _names.CutPipe(brand.Id), _names.Stage(brand.Id), _names.MergeRaw(brand.Id), _names.PurgeStg(brand.Id), .. _sql.FollowUpNames(brand.Id),
        .. _model.Tables(brand.Id).SelectMany(table => (ObjectName[])[_names.StgTable(table), _names.RawTable(table), _names.Stream(table), .. table.Loads.Select(shape => _names.Pipe(table, shape))]),
    ];
}
