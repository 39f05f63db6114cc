using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Sql.Semantics;
using CdcToSnowflake.Sql.Views;

namespace CdcToSnowflake.Sql;

/// <summary>Renders every template once over a few small models that together take each branch of the SDK's, so that what is wrong with a user's shows at the start, not when the first table that needs it comes.</summary>
internal static class TemplateTrial
{
    private const string Brand = TrialModels.Brand;

    private static readonly SourceTable First = TrialModels.Orders;

    // Everything that can be asked for, so that no template is passed over because the user's options don't need it yet.
    private static readonly AccountOptions Account = new()
    {
        Warehouses = [WarehouseOptions.Etl, WarehouseOptions.Api with { MaxClusters = 2, AutoResume = false }],
        ResourceMonitor = new ResourceMonitorOptions(1),
        Storage = new StorageIntegrationOptions("arn") { ExternalId = "trial" },
        Errors = new ErrorNotificationOptions("arn", "arn"),
        Roles = new RoleOptions { Analyst = "TRIAL" },
        CostTag = new CostTagOptions("trial"),
        Budget = new BudgetOptions(1),
    };

    private static readonly FollowUpTask[] FollowUps =
    [
        new("TRIAL_FIRST", MergeTask.Raw, "SELECT 1"), new("TRIAL_SECOND", MergeTask.Raw, "SELECT 1") { After = ["TRIAL_FIRST"] },
        new("TRIAL_THIRD", MergeTask.Raw, "SELECT 1") { After = ["TRIAL_FIRST", "TRIAL_SECOND"] }, new("TRIAL_LAST", MergeTask.Ci, "SELECT 1") { IsFinalizer = true },
    ];

    private static readonly SemanticOptions Semantics = new()
    {
        Metrics = [new SemanticMetric("ORDERS", "TRIAL", "MAX(\"ID\")"), new SemanticMetric("EVERY", "TRIAL", "MAX(\"A_INT\")") { Using = ["TRIAL_LINK", "TRIAL_SECOND"], Synonyms = ["third", "three"] }],
        Relationships = [new SemanticRelationship("EVERY", ["A_INT"], "ORDERS") { Name = "TRIAL_LINK" }, new SemanticRelationship("EVERY", ["A_BIGINT"], "ORDERS") { Name = "TRIAL_SECOND" }],
        Instructions = "trial",
    };

    private static readonly ObjectName Schema = new("TRIAL_DB", "RAW_SCHEMA");

    private static readonly string[] AccountPrivileges = ["EXECUTE TASK", "EXECUTE MANAGED TASK", "CREATE DATABASE", "CREATE WAREHOUSE", "CREATE INTEGRATION", "CREATE ROLE", "MANAGE GRANTS"];

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
        Of(sql, TrialModels.Wide, options => options with { Loading = LoadMode.Pipes, RawScope = MergeScope.Brand, TaskWarehouse = null, TaskSchedule = null, PipeSnsTopic = "arn" })
            .Concat(Of(sql, TrialModels.Wide, options => options with { Loading = LoadMode.Task, RawScope = MergeScope.Table, TaskWarehouse = "TRIAL_WH" }))
            .Concat(Of(sql, TrialModels.With(new TableOptions { RawDeletes = DeleteHandling.Soft, CiDeletes = DeleteHandling.Soft, RawClusterBy = ["ID", "TOTAL"], CiClusterBy = ["ID", "TOTAL"] }), options => options with { Loading = LoadMode.Task, RawScope = MergeScope.Brand, MaxTaskBytes = 0 }))
            .Concat(Of(sql, TrialModels.With(new TableOptions { CiDeletes = DeleteHandling.Soft, Landing = LandingMode.Variant }), options => options with { Loading = LoadMode.Pipes, RawScope = MergeScope.Table, MaxTaskBytes = 0 }))
            .Concat(Of(sql, TrialModels.Logs, options => options with { FollowUps = [] }));

    private static IEnumerable<SqlStatement> Of(SnowflakeSql sql, WarehouseModel model, Func<SqlOptions, SqlOptions> way)
    {
        SnowflakeSql tried = sql.For(model, options => way(All(options)));
        return tried.SetUp().Concat(model.Brands.SelectMany(brand => brand.Tables.DistinctBy(table => table.Name).SelectMany(table => OfTable(tried, brand.Id, table)).Concat(OfBrand(tried, brand)))).Concat(Rest(tried));
    }

    private static SqlOptions All(SqlOptions options) => options with { Account = Account, Api = new ApiOptions { IsByOwner = true, Semantics = Semantics }, StgKeep = options.StgKeep ?? SqlOptions.DefaultStgKeep, FollowUps = FollowUps };

    // Of each form and each end of a range.
    private static IEnumerable<SqlStatement> Comparison(SnowflakeSql sql)
    {
        BrandTable table = sql.TableOf(Brand, First.Schema, First.Name);
        ComparedColumn[] columns = [.. ((string[])["Number", "Text", "Date", "Moment", "Hex"]).Select(form => new ComparedColumn(new PlainText("ID"), form, SnowflakeType.Number(10, 0)))];
        KeyBound[] bounds = [new KeyBound([columns[0], columns[^1]], ["1", "02"], IsUpper: false), new KeyBound(columns[..2], ["3", "4"], IsUpper: true)];
        return [sql.HashedRows(table, columns[..1], columns, bounds), sql.HashedRows(table, columns, columns[..1], []), sql.TouchedKeys(table, 7, columns, bounds), sql.TouchedKeys(table, 7, columns[..1], [])];
    }

    private static IEnumerable<SqlStatement> Cost(SnowflakeSql sql) =>
    [
        sql.WarehouseCredits(0, 1, 1), sql.ServerlessTaskCredits(0, 1, 1), sql.PipeCredits(0, 1, 1), sql.ClusteringCredits(0, 1, 1), sql.WarehouseLoads(0, 1), sql.WarehouseActivity(0, 1, 1), sql.TaskActivity(0, 1, 1),
        sql.PipeFiles(0, 1, [1, 2]), sql.ExpensiveQueries(0, 1, 1), sql.QueryCredits(0, 1), sql.TablePruning(0, 1, 1), sql.SetAutoSuspend("TRIAL_WH", TimeSpan.FromSeconds(1)),
        .. sql.SetTaskCompute(Schema.With("TRIAL"), "TRIAL_WH"), .. sql.SetTaskCompute(Schema.With("TRIAL"), null),
        .. sql.ClusterBy(Schema.With("TRIAL"), [new ClusteringColumnView(new PlainText("A"), IsTimestamp: false), new ClusteringColumnView(new PlainText("B"), IsTimestamp: true)]),
    ];

    private static IEnumerable<SqlStatement> OfTable(SnowflakeSql sql, string brand, SourceTable table) =>
    [
        sql.ReconcileCi(brand, table.Schema, table.Name), sql.TargetCutOfTable(brand, table.Schema, table.Name), sql.PurgeStg(brand, table.Schema, table.Name), sql.MergeStgIntoRaw(brand, table.Schema, table.Name),
        sql.MergeRawIntoCi(brand, table.Schema, table.Name), sql.CopyStream(brand, table.Schema, table.Name, "TRIAL_STREAM"),
        .. table.IsAppendOnly ? [] : (SqlStatement[])[sql.EmptyRaw(brand, table.Schema, table.Name), sql.SweepRaw(brand, table.Schema, table.Name)],
    ];

    private static IEnumerable<SqlStatement> OfBrand(SnowflakeSql sql, BrandModel brand)
    {
        HashSet<string> paths = [SnowflakeSql.ManifestsPath, .. brand.Tables.Select(table => StorePath.Table(table.Schema, table.Name))];
        return [.. sql.Loads(brand.Id, paths, TimeSpan.FromHours(1)), .. sql.HaveChangesForCi(brand.Id, paths).Select(asked => asked.Question)];
    }

    private static IEnumerable<SqlStatement> Rest(SnowflakeSql sql) =>
    [
        sql.RecreateCutStream(Brand), sql.RecreateCutStream(Brand, SqlNames.UnresumedMark), sql.SuspendMergeCiTask(), sql.TargetCut(Brand), sql.Completeness(Brand), sql.PurgeableCut(Brand),
        sql.UnmergedShapes(Brand), sql.ListColumns(Schema), sql.ListPipes(Schema), sql.AskPipe(Schema.With("TRIAL")),
        sql.RenameColumn(Schema.With("ORDERS"), "TOTAL", "AMOUNT"), sql.DropPrimaryKey(Schema.With("ORDERS")), sql.DropNotNull(Schema.With("ORDERS"), "ID"), sql.SetRetention(Schema.With("ORDERS"), 1), sql.SetExtension(Schema.With("ORDERS"), 1), sql.ShowExtension(Schema.With("ORDERS")), sql.SetClusteringKey(Schema.With("ORDERS"), ["TOTAL"]), sql.DeleteMarked(Schema.With("ORDERS")), sql.DropMark(Schema.With("ORDERS")), sql.CommentTable(Schema.With("ORDERS"), "trial"), sql.CommentColumns(Schema.With("ORDERS"), [.. ((string[])["TOTAL", "NAME"]).Select(column => new LayoutColumn(column, SnowflakeType.Float, true, false) { Comment = "trial" })]), sql.Label(sql.CreateMergeCiTask(), "trial"), sql.Label(sql.CreateCutPipe(Brand), "trial"), sql.Label(sql.RecreateCutStream(Brand), "trial"), sql.UnlabelPipe(Schema.With("TRIAL")), sql.Label(sql.CreateJsonFormat(Brand), "trial"), sql.SetStageIntegration(Brand, "TRIAL"), sql.SetPipeErrors(Schema.With("TRIAL"), "TRIAL"),
        sql.DescribeSession(), .. AccountPrivileges.Select(privilege => sql.GrantOnAccount(privilege, "TRIAL")), sql.GrantBudgetCreator("TRIAL"), sql.EnableIntegration("TRIAL"), sql.GrantSchemas("TRIAL_DB", "TRIAL"), sql.AllowLocations("TRIAL", ["s3://trial/a/", "s3://trial/b/"]),
        sql.Label(sql.CreateApiView(Brand, First.Schema, First.Name), "trial"), sql.CreateApiView(sql.CiOf(Brand, First.Schema, First.Name), keepsGrants: true), sql.LabelBudget(sql.SetUpBudget().First(), "trial"),
        sql.AlterResourceMonitor(Account.ResourceMonitor!, isRestarted: true), sql.AlterErrorIntegration(Account.Errors!),
        sql.ShowGrants("TRIAL", "to"), sql.ShowGrants("TRIAL", "of"), sql.ShowGrants("TRIAL", "future"), sql.AskRole("TRIAL"), sql.ShowParameters("TRIAL_WH"), sql.DescribeIntegration("TRIAL"),
        sql.DropTask(Schema.With("TRIAL")), sql.AlterOwnerPolicy(), sql.DescribePolicy(Schema.With("TRIAL")),
        sql.DropProcedure(Schema.With("TRIAL"), ProcedureKind.MergeRaw), sql.DropProcedure(Schema.With("TRIAL"), ProcedureKind.MergeCi),
        .. ((bool[])[false, true]).Select(isWarehouse => sql.TagValue(Schema.With("TRIAL"), new ObjectName("TRIAL_DB"), isWarehouse)),
        sql.WriteSemanticsYaml()!, sql.LabelSemantics(sql.SetUpSemantics().First(), "trial"),
        sql.TouchStream(Schema.With("TRIAL")), .. Comparison(sql), .. Cost(sql), sql.TaskSuccesses(TimeSpan.FromHours(1)), sql.RawMergeRuns(Brand, TimeSpan.FromHours(1)), sql.CiMergeRuns(TimeSpan.FromHours(1)), sql.ProgressOf(Brand), sql.OldestCut(Brand), sql.LastKnownCut(Brand),
        .. ShownKinds.SelectMany(kind => (SqlStatement[])[sql.Show(kind, null, null, null), sql.Show(kind, Schema, 1, "A")]),
    ];
}
