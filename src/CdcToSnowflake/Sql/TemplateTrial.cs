using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Sql.Rendering;

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
    ], ["id"]);

    // Another column and a wider one, so that a table is altered.
    private static readonly SourceTable Second = First with
    {
        Columns = [First.Columns[0], new SourceColumn("total", new SourceType(SourceKind.BigInt), IsNullable: true), First.Columns[2], new SourceColumn("note", new SourceType(SourceKind.Text), IsNullable: true)],
    };

    private static readonly WarehouseModel Model = new([new BrandModel(Brand, "s3://trial/trial/", [First, Second])]);

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

    private static readonly ObjectName Schema = new("TRIAL_DB", "RAW_SCHEMA");

    private static readonly string[] ShownKinds = ["databases", "schemas", "tables", "streams", "tasks", "stages", "file formats"];

    public static void Run(SnowflakeSql sql)
    {
        foreach (SqlStatement statement in Statements(sql))
        {
            _ = statement;
        }
    }

    /// <summary>Statements of every template.</summary>
    internal static IEnumerable<SqlStatement> Statements(SnowflakeSql sql)
    {
        SnowflakeSql trial = sql.For(Model, options => options with { Account = Account, Api = new ApiOptions { IsByOwner = true } });
        return trial.SetUp().Concat(
        [
            trial.CreateCsvFormat(Brand), trial.SuspendMergeCiTask(), trial.TargetCut(Brand), trial.EmptyRaw(Brand, First.Schema, First.Name), trial.MergeStgIntoRaw(Brand, First.Schema, First.Name),
            trial.MergeRawIntoCi(Brand, First.Schema, First.Name), trial.UnmergedShapes(Brand), trial.ListColumns(Schema), trial.ListPipes(Schema),
            trial.RenameColumn(Schema.With("ORDERS"), "TOTAL", "AMOUNT"), trial.Label(trial.CreateMergeCiTask(), "trial"), trial.Label(trial.CreateCutPipe(Brand), "trial"),
            .. ShownKinds.SelectMany(kind => (SqlStatement[])[trial.Show(kind, null, null, null), trial.Show(kind, Schema, 1, "A")]),
        ]);
    }
}
