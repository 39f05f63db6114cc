using CdcToSnowflake.Model;

namespace CdcToSnowflake.Sql;

/// <summary>The models that templates are tried on: together they have all that a template can ask of a table.</summary>
internal static class TrialModels
{
    public const string Brand = "trial";

    /// <summary>A table that each of them has.</summary>
    public static readonly SourceTable Orders = new("trial", "orders",
    [
        new SourceColumn("id", new SourceType(SourceKind.Int), IsNullable: false),
        new SourceColumn("total", new SourceType(SourceKind.Int), IsNullable: true),
        new SourceColumn("details", new SourceType(SourceKind.Json), IsNullable: true),
        new SourceColumn("name", new SourceType(SourceKind.Text), IsNullable: true) { Treatment = ColumnTreatment.Hash },
    ], ["id"]);

    // Another column and a wider one, so that a table is altered.
    private static readonly SourceTable LaterOrders = Orders with
    {
        Columns = [Orders.Columns[0], Column("total", SourceKind.BigInt), Orders.Columns[2], Orders.Columns[3], Column("note", SourceKind.Text)],
    };

    // A key of two columns of which one may be NULL.
    private static readonly SourceTable Every = new("trial", "every",
    [
        Column("id", SourceKind.Int), new SourceColumn("day", new SourceType(SourceKind.Date), IsNullable: false),
        .. Enum.GetValues<SourceKind>().Select(kind => new SourceColumn($"a_{kind}", new SourceType(kind) { Precision = kind is SourceKind.Decimal or SourceKind.Bit or SourceKind.Vector ? 4 : 0 }, IsNullable: true)),
    ], ["id", "day"]);

    private static readonly SourceTable Links = new("trial", "links", [new SourceColumn("a", new SourceType(SourceKind.Int), IsNullable: false), new SourceColumn("b", new SourceType(SourceKind.Int), IsNullable: false)], ["a", "b"]);

    // A column and the key's, each under two names in STG, one that only its second shape has, under its old name, and one that keeps its name.
    private static readonly SourceTable Renamed = new("trial", "renamed", [new SourceColumn("number", new SourceType(SourceKind.Int), IsNullable: false), Column("amount", SourceKind.Int), Column("note", SourceKind.Text)], ["number"]);

    private static readonly SourceTable LaterRenamed = new("trial", "renamed",
        [new SourceColumn("id", new SourceType(SourceKind.Int), IsNullable: false), Column("total", SourceKind.Int), Column("note", SourceKind.Text), Column("state", SourceKind.Text), Column("gone", SourceKind.Text)], ["id"]);

    private static readonly BrandModel Small = new(Brand, "s3://trial/trial/", [Orders, LaterOrders]);

    /// <summary>Every kind of column in every format, and two brands that differ: the second lacks a column, has a wider one, and one of another name than CI's, and its RAW keeps deleted rows.</summary>
    public static WarehouseModel Wide { get; } = new(
        [
            Small with
            {
                Tables = [.. Small.Tables, .. Enum.GetValues<FileFormat>().Select(format => Every with { Format = format }), Links, Renamed, LaterRenamed],
                Renames = [new("trial", "renamed", "price", "amount"), new("trial", "renamed", "amount", "total"), new("trial", "renamed", "number", "id"), new("trial", "renamed", "state", "status")],
                Drops = [new("trial", "renamed", "gone")],
                Descriptions = [new("trial", "orders") { Comment = "Trial, test", ColumnComments = new Dictionary<string, string> { ["id"] = "First, one", ["total"] = "Second, two" } }],
            },
            new BrandModel("trial_2", "s3://trial/trial_2/", [Every with { Columns = [.. Every.Columns.SkipLast(1).Select(column => column.Name == "a_TinyInt" ? Column("a_TinyInt", SourceKind.BigInt) : column.Name == "a_Enum" ? column with { Name = "b_Enum" } : column)] }]),
        ],
        null,
        [new TableRule("trial.every", new TableOptions { CiColumns = new Dictionary<string, string> { ["b_Enum"] = "a_Enum" }, RawDeletes = DeleteHandling.Soft }) { Brand = "trial_2" }]);

    /// <summary>Tables that are logs.</summary>
    public static WarehouseModel Logs { get; } = new([Small with { Tables = [AsLog(Orders), AsLog(LaterOrders)] }, Small with { Id = "trial_2", Tables = [AsLog(Orders)] }]);

    /// <summary>The table in two shapes, with options of its own.</summary>
    public static WarehouseModel With(TableOptions options) => new([Small], null, [new TableRule("trial.orders", options)]);

    private static SourceColumn Column(string name, SourceKind kind) => new(name, new SourceType(kind), IsNullable: true);

    private static SourceTable AsLog(SourceTable table) => table with { Key = [], IsAppendOnly = true };
}
