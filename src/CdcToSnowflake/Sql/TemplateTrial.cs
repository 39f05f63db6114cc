using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Sql.Semantics;
using CdcToSnowflake.Sql.Views;

namespace CdcToSnowflake.Sql;

/// <summary>Renders every template once over a small model, so that what is wrong with a user's shows at the start, not when the first table that needs it comes.</summary>
internal static class TemplateTrial
{
    private const string Brand = "trial";

    private static readonly SourceTable First = new("trial", "orders",
    [
        new SourceColumn("id", new SourceType(SourceKind.Int), IsNullable: false),
        new SourceColumn("total", new SourceType(SourceKind.Int), IsNullable: true),
        new SourceColumn("details", new SourceType(SourceKind.Json), IsNullable: true),
        new SourceColumn("name", new SourceType(SourceKind.Text), IsNullable: true) { Treatment = ColumnTreatment.Hash },
    ], ["id"]);

    // Another column and a wider one, so that a table is altered.
    private static readonly SourceTable Second = First with
    {
        Columns = [First.Columns[0], new SourceColumn("total", new SourceType(SourceKind.BigInt), IsNullable: true), First.Columns[2], First.Columns[3], new SourceColumn("note", new SourceType(SourceKind.Text), IsNullable: true)],
    };

    private static readonly BrandModel[] Brands = [new BrandModel(Brand, "s3://trial/trial/", [First, Second])];

    private static readonly BrandModel[] Logs = [new BrandModel(Brand, "s3://trial/trial/", [AsLog(First), AsLog(Second)])];

    // Everything that can be asked for, so that no template is passed over because the user's options don't need it yet.
    private static readonly AccountOptions Account = new()
    {
        ResourceMonitor = new ResourceMonitorOptions(1),
        Storage = new StorageIntegrationOptions("arn"),
        Errors = new ErrorNotificationOptions("arn", "arn"),
        Roles = new RoleOptions(),
        CostTag = new CostTagOptions("trial"),
        Budget = new BudgetOptions(1),
    };

    private static readonly FollowUpTask[] FollowUps =
    [
        new("TRIAL_FIRST", MergeTask.Raw, "SELECT 1"), new("TRIAL_SECOND", MergeTask.Raw, "SELECT 1") { After = ["TRIAL_FIRST"] }, new("TRIAL_LAST", MergeTask.Ci, "SELECT 1") { IsFinalizer = true },
    ];

    private static readonly SemanticOptions Semantics = new()
    {
        Metrics = [new SemanticMetric("ORDERS", "TRIAL", "MAX(\"ID\")")],
        Instructions = "trial",
    };

    private static readonly ObjectName Schema = new("TRIAL_DB", "RAW_SCHEMA");

    private static readonly string[] ShownKinds = ["databases", "schemas", "tables", "streams", "tasks", "stages", "file formats", "views", "semantic views", "row access policies", "tags", "budgets", "warehouses", "resource monitors", "integrations", "roles", "procedures"];

    public static void Run(SnowflakeSql sql)
    {
        foreach (SqlStatement statement in Statements(sql))
        {
            _ = statement;
        }
    }

    /// <summary>Statements of every template, each kind of table and each way of running.</summary>
    internal static IEnumerable<SqlStatement> Statements(SnowflakeSql sql) =>
        Of(sql.For(new WarehouseModel(Brands), All))
            .Concat(Of(sql.For(Model(new TableOptions { RawDeletes = DeleteHandling.Soft, CiDeletes = DeleteHandling.Soft }), options => All(options) with { Loading = LoadMode.Task, MaxTaskBytes = 0 })))
            .Concat(Of(sql.For(Model(new TableOptions { RawDeletes = DeleteHandling.Soft, Landing = LandingMode.Variant }), options => All(options) with { RawScope = MergeScope.Table, MaxTaskBytes = 0 })))
            .Concat(OfAny(sql.For(new WarehouseModel(Logs), options => All(options) with { FollowUps = [] })));

    private static SqlOptions All(SqlOptions options) => options with { Account = Account, Api = new ApiOptions { IsByOwner = true, Semantics = Semantics }, StgKeep = options.StgKeep ?? SqlOptions.DefaultStgKeep, FollowUps = FollowUps };

    private static SourceTable AsLog(SourceTable table) => table with { Key = [], IsAppendOnly = true };

    private static WarehouseModel Model(TableOptions options) => new(Brands, null, [new TableRule("trial.orders", options)]);

    // Of each form and each end of a range.
    private static IEnumerable<SqlStatement> Comparison(SnowflakeSql sql)
    {
        BrandTable table = sql.TableOf(Brand, First.Schema, First.Name);
        ComparedColumn[] columns = [.. ((string[])["Number", "Text", "Date", "Moment", "Hex"]).Select(form => new ComparedColumn(new PlainText("ID"), form, SnowflakeType.Number(10, 0)))];
        KeyBound[] bounds = [new KeyBound(columns[..2], ["1", "2"], IsUpper: false), new KeyBound(columns[..2], ["3", "4"], IsUpper: true)];
        return [sql.HashedRows(table, columns[..1], columns, bounds), sql.HashedRows(table, columns, columns[..1], []), sql.TouchedKeys(table, 7, columns, bounds), sql.TouchedKeys(table, 7, columns[..1], [])];
    }

    private static IEnumerable<SqlStatement> Cost(SnowflakeSql sql) =>
    [
        sql.WarehouseCredits(0, 1, 1), sql.ServerlessTaskCredits(0, 1, 1), sql.PipeCredits(0, 1, 1), sql.ClusteringCredits(0, 1, 1), sql.WarehouseLoads(0, 1), sql.WarehouseActivity(0, 1, 1), sql.TaskActivity(0, 1, 1),
        sql.PipeFiles(0, 1, [1, 2]), sql.ExpensiveQueries(0, 1, 1), sql.QueryCredits(0, 1), sql.TablePruning(0, 1, 1), sql.SetAutoSuspend("TRIAL_WH", TimeSpan.FromSeconds(1)),
        .. sql.SetTaskCompute(Schema.With("TRIAL"), "TRIAL_WH"), .. sql.SetTaskCompute(Schema.With("TRIAL"), null),
        .. sql.ClusterBy(Schema.With("TRIAL"), [new ClusteringColumnView(new PlainText("A"), IsTimestamp: false), new ClusteringColumnView(new PlainText("B"), IsTimestamp: true)]),
    ];

    private static IEnumerable<SqlStatement> Of(SnowflakeSql sql) => OfAny(sql).Concat([sql.EmptyRaw(Brand, First.Schema, First.Name), sql.SweepRaw(Brand, First.Schema, First.Name)]);

    private static IEnumerable<SqlStatement> OfAny(SnowflakeSql sql) => sql.SetUp().Concat(
    [
        sql.ReconcileCi(Brand, First.Schema, First.Name), sql.RecreateCutStream(Brand), sql.RecreateCutStream(Brand, SqlNames.UnresumedMark),
        sql.SuspendMergeCiTask(), sql.TargetCut(Brand), sql.TargetCutOfTable(Brand, First.Schema, First.Name), sql.Completeness(Brand), sql.PurgeableCut(Brand),
        sql.PurgeStg(Brand, First.Schema, First.Name), sql.MergeStgIntoRaw(Brand, First.Schema, First.Name), sql.MergeRawIntoCi(Brand, First.Schema, First.Name),
        sql.CopyStream(Brand, First.Schema, First.Name, "TRIAL_STREAM"), sql.UnmergedShapes(Brand), sql.ListColumns(Schema), sql.ListPipes(Schema),
        sql.RenameColumn(Schema.With("ORDERS"), "TOTAL", "AMOUNT"), sql.DropPrimaryKey(Schema.With("ORDERS")), sql.DropNotNull(Schema.With("ORDERS"), "ID"), sql.SetRetention(Schema.With("ORDERS"), 1), sql.SetClusteringKey(Schema.With("ORDERS"), ["TOTAL"]), sql.DeleteMarked(Schema.With("ORDERS")), sql.DropMark(Schema.With("ORDERS")), sql.CommentTable(Schema.With("ORDERS"), "trial"), sql.CommentColumns(Schema.With("ORDERS"), [new LayoutColumn("TOTAL", SnowflakeType.Float, true, false) { Comment = "trial" }]), sql.Label(sql.CreateMergeCiTask(), "trial"), sql.Label(sql.CreateCutPipe(Brand), "trial"), sql.UnlabelPipe(Schema.With("TRIAL")), sql.Label(sql.CreateJsonFormat(Brand), "trial"), sql.SetStageIntegration(Brand, "TRIAL"), sql.SetPipeErrors(Schema.With("TRIAL"), "TRIAL"),
        sql.DescribeSession(), sql.GrantOnAccount("EXECUTE TASK", "TRIAL"), sql.EnableIntegration("TRIAL"),
        sql.Label(sql.CreateApiView(Brand, First.Schema, First.Name), "trial"), sql.LabelBudget(sql.SetUpBudget().First(), "trial"),
        sql.AlterResourceMonitor(Account.ResourceMonitor!, isRestarted: true), sql.AlterErrorIntegration(Account.Errors!),
        sql.ShowGrants("TRIAL", "to"), sql.ShowGrants("TRIAL", "of"), sql.ShowGrants("TRIAL", "future"), sql.ShowParameters("TRIAL_WH"), sql.DescribeIntegration("TRIAL"),
        sql.DropTask(Schema.With("TRIAL")), sql.AlterOwnerPolicy(), sql.DescribePolicy(Schema.With("TRIAL")),
        sql.DropProcedure(Schema.With("TRIAL"), ProcedureKind.MergeRaw), sql.TagValue(Schema.With("TRIAL"), new ObjectName("TRIAL_DB"), isWarehouse: false),
        sql.WriteSemanticsYaml()!, sql.LabelSemantics(sql.SetUpSemantics().First(), "trial"),
        sql.TouchStream(Schema.With("TRIAL")), .. Comparison(sql), .. Cost(sql), sql.TaskSuccesses(TimeSpan.FromHours(1)), sql.RawMergeRuns(Brand, TimeSpan.FromHours(1)), sql.CiMergeRuns(TimeSpan.FromHours(1)), sql.ProgressOf(Brand), sql.OldestCut(Brand), sql.LastKnownCut(Brand), sql.ManifestLoads(Brand, TimeSpan.FromHours(1)),
        sql.TableLoads(Brand, StorePath.Table(First.Schema, First.Name), TimeSpan.FromHours(1))!,
        .. ShownKinds.SelectMany(kind => (SqlStatement[])[sql.Show(kind, null, null, null), sql.Show(kind, Schema, 1, "A")]),
    ]);
}
