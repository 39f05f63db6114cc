using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Tests.Sql;

/// <summary>What stands in no script of a whole model: the statements that only a plan or an operator writes, and what is asked of an account.</summary>
public sealed class PlanGoldenTests
{
    private static readonly ObjectName Schema = new("D \"1\"", "it's");
    private static readonly ObjectName Awkward = Schema.With("or\"der\n-- '\\ $$");
    private const string Role = "ro\"le's";

    private static readonly string[] OfSchemas = ["tables", "streams", "tasks", "stages", "file formats", "views", "semantic views", "row access policies", "tags", "budgets", "procedures"];

    public static TheoryData<string> AwkwardNames => GoldenTests.AwkwardNames;

    [Fact]
    public void Changes_AwkwardNames_AreTheGolden()
    {
        WarehouseModel hostile = AwkwardTables.All["hostile-names"];
        BrandModel brand = hostile.Brands[0];
        SourceTable table = brand.Tables[0];
        SnowflakeSql sql = new(hostile, new SqlOptions { Account = AccountTests.Everything with { CostTag = new CostTagOptions("x"), Budget = new BudgetOptions(1) { Name = "bud\"get's" } } });
        const string Comment = "it's \"said\"\n-- \\ $$";

        Golden.Equal("plan-changes.sql",
        [
            sql.RenameColumn(Awkward, "fr\"om's", "t\"o\n"), sql.DropPrimaryKey(Awkward), sql.DropNotNull(Awkward, "select"), sql.SetRetention(Awkward, 7), sql.SetExtension(Awkward, 30), sql.DeleteMarked(Awkward), sql.DropMark(Awkward),
            sql.DropProcedure(Awkward, ProcedureKind.MergeRaw), sql.DropProcedure(Awkward, ProcedureKind.MergeCi), sql.DropTask(Awkward), sql.SuspendTask(Awkward),
            sql.SetStageIntegration(brand.Id, "s3's"), sql.SetPipeErrors(Awkward, "err\"ors"), sql.UnlabelPipe(Awkward), sql.ResumePipe(Awkward), sql.CreateApiView(sql.CiOf(brand.Id, table.Schema, table.Name), keepsGrants: true),
            sql.Label(sql.CreateMergeCiTask(), Comment), sql.Label(sql.CreatePipe(brand.Id, table), Comment), sql.Label(sql.CreateApiView(brand.Id, table.Schema, table.Name), Comment),
            sql.Label(sql.RecreateCutStream(brand.Id), Comment), sql.Label(sql.CreateJsonFormat(brand.Id), Comment), sql.LabelBudget(sql.SetUpBudget().First(), Comment),
            sql.AlterResourceMonitor(AccountTests.Everything.ResourceMonitor! with { Name = "mon's" }, isRestarted: true), sql.AlterResourceMonitor(new ResourceMonitorOptions(1) { NotifyAt = [], SuspendAt = null, SuspendImmediatelyAt = null }, isRestarted: false),
            sql.AlterErrorIntegration(AccountTests.Everything.Errors! with { Name = "err\"ors" }), sql.AlterStorageIntegration(AccountTests.Everything.Storage! with { Name = "s3's" }, ["s3://it's/a/", "s3://b/"]),
            sql.GrantOnAccount("EXECUTE TASK", Role), sql.GrantOnAccount("EXECUTE MANAGED TASK", Role), sql.GrantOnAccount("CREATE DATABASE", Role), sql.GrantBudgetCreator(Role), sql.EnableIntegration("s3's"),
            sql.GrantSchemas("D \"1\"", Role), sql.AllowLocations("s3's", ["s3://it's/a/", "s3://b/"]),
        ]);
    }

    [Fact]
    public void RightsOfMergesInPartsAndFollowUps_AwkwardNames_AreTheGolden()
    {
        SqlOptions options = new()
        {
            MaxTaskBytes = 1_000, MaxProcedureBytes = 4_000,
            FollowUps = [new FollowUpTask("tell \"them\"", MergeTask.Raw, "SELECT 1")],
            Account = new AccountOptions { Warehouses = [], Roles = new RoleOptions { Transformer = Role } },
        };

        Golden.Equal(
            "plan-rights.sql",
            new SnowflakeSql(AwkwardTables.All["hostile-names"], options).SetUpTasks().Where(statement => statement.Template.StartsWith("grant/", StringComparison.Ordinal)));
    }

    [Fact]
    public void QuestionsOfAnAccount_AwkwardNames_AreTheGolden()
    {
        SnowflakeSql sql = new(AwkwardTables.All["hostile-names"]);
        string brand = AwkwardTables.All["hostile-names"].Brands[0].Id;

        Golden.Equal("account-questions.sql",
        [
            sql.DescribeSession(), .. new[] { "to", "of", "future" }.Select(direction => sql.ShowGrants(Role, direction)), sql.ShowParameters("etl \"xs\""), sql.ShowExtension(Awkward), sql.AskRole(Role), sql.AskPipe(Awkward), sql.DescribeIntegration("s3's"), sql.DescribePolicy(Awkward),
            sql.TagValue(Awkward, new ObjectName("D \"1\""), isWarehouse: false), sql.TagValue(Awkward, new ObjectName("etl's"), isWarehouse: true),
            sql.ListColumns(Schema), sql.ListPipes(Schema), sql.UnmergedShapes(brand), sql.LastKnownCut(brand),
            .. new[] { "databases", "warehouses", "resource monitors", "integrations", "roles" }.Select(kind => sql.Show(kind, null, null, null)), sql.Show("databases", null, 10_000, "it's"),
            sql.Show("schemas", new ObjectName("D \"1\""), 10_000, null), .. OfSchemas.Select(kind => sql.Show(kind, Schema, null, null)), sql.Show("tables", Schema, 10_000, "it's"),
        ]);
    }

    [Theory]
    [MemberData(nameof(AwkwardNames))]
    public void StatementsOfOneTable_AwkwardTable_AreTheGolden(string name)
    {
        WarehouseModel model = AwkwardTables.All[name];
        SnowflakeSql sql = new(model);

        Golden.Equal($"alone-{name}.sql", model.Brands.SelectMany(brand => brand.Tables.SelectMany(table => OfTable(sql, brand.Id, table)).Concat(OfBrand(sql, brand.Id))));
    }

    private static IEnumerable<SqlStatement> OfTable(SnowflakeSql sql, string brand, SourceTable table)
    {
        BrandTable there = sql.TableOf(brand, table.Schema, table.Name);
        ComparedColumn[] key = [.. there.Columns.Where(column => column.IsKey).Select(column => new ComparedColumn(new PlainText(column.Name), "Text", column.Type))];
        ObjectName raw = sql.Layouts(there).Last().Table;
        string column = there.Columns[^1].Name;
        return
        [
            sql.TargetCutOfTable(brand, table.Schema, table.Name), sql.EmptyRaw(brand, table.Schema, table.Name), sql.MergeStgIntoRaw(brand, table.Schema, table.Name), sql.SweepRaw(brand, table.Schema, table.Name),
            sql.MergeRawIntoCi(brand, table.Schema, table.Name), sql.ReconcileCi(brand, table.Schema, table.Name), sql.CopyStream(brand, table.Schema, table.Name, "it's \"mine\""), sql.PurgeStg(brand, table.Schema, table.Name),
            sql.HashedRows(there, key, key, [new KeyBound(key, [.. key.Select(_ => "it's")], IsUpper: true)]), sql.TouchedKeys(there, 7, key, []), .. sql.Loads(brand, new HashSet<string> { there.Path }, TimeSpan.FromDays(1)),
            .. sql.HaveChangesForCi(brand, new HashSet<string> { there.Path }).Select(asked => asked.Question),
            sql.AddColumn(raw, column, there.Columns[^1].Type), sql.WidenColumn(raw, column, there.Columns[^1].Type), sql.RenameColumn(raw, column, column + "_DROPPED"), sql.DropNotNull(raw, there.Key[0]),
        ];
    }

    private static IEnumerable<SqlStatement> OfBrand(SnowflakeSql sql, string brand) =>
        [sql.TargetCut(brand), sql.Completeness(brand), sql.PurgeableCut(brand), sql.ProgressOf(brand), sql.OldestCut(brand), sql.LastKnownCut(brand), sql.UnmergedShapes(brand), sql.RawMergeRuns(brand, TimeSpan.FromDays(1))];
}
