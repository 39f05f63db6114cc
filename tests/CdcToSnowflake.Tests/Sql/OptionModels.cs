using CdcToSnowflake.Model;
using static CdcToSnowflake.Tests.Sql.SampleModels;

namespace CdcToSnowflake.Tests.Sql;

/// <summary>Models with rules, each the smallest that shows what its option does.</summary>
internal static class OptionModels
{
    private static readonly SourceTable Events = new("shop", "events", [Column("at", SourceKind.Timestamp, nullable: false), Column("what", SourceKind.Json), Column("embedding", SourceKind.Vector, precision: 3)], []) { IsAppendOnly = true };

    private static readonly SourceTable Visits = new("shop", "visits", [Column("day", SourceKind.Date, nullable: false), Column("Page", SourceKind.VarChar), Column("hits", SourceKind.Int)], []);

    public static IReadOnlyDictionary<string, WarehouseModel> All { get; } = new Dictionary<string, WarehouseModel>
    {
        ["soft-everywhere"] = Orders(new TableOptions { RawDeletes = DeleteHandling.Soft, CiDeletes = DeleteHandling.Soft }),
        ["soft-raw"] = Orders(new TableOptions { RawDeletes = DeleteHandling.Soft }),
        ["soft-ci"] = Orders(new TableOptions { CiDeletes = DeleteHandling.Soft }),
        ["soft-raw-of-one-brand"] = new WarehouseModel(TwoBrands.Brands, null, [new TableRule("shop.orders", new TableOptions { RawDeletes = DeleteHandling.Soft }) { Brand = "brand_b" }]),
        ["append-only"] = new WarehouseModel(
            [new BrandModel("a", "s3://cdc/a/", [Events]), new BrandModel("b", "s3://cdc/b/", [Events with { Columns = [.. Events.Columns, Column("who", SourceKind.Text)] }])]),
        ["variant-landing"] = Orders(new TableOptions { Landing = LandingMode.Variant }),
        ["variant-landing-of-every-type"] = new WarehouseModel([new BrandModel("types", "s3://cdc/types/", [AwkwardTables.EveryType])], null, [new TableRule("types.*", new TableOptions { Landing = LandingMode.Variant })]),
        ["key-columns"] = new WarehouseModel([new BrandModel("a", "s3://cdc/a/", [Visits])], null, [new TableRule("shop.visits", new TableOptions { Key = ["DAY", "page"] })]),
        ["personal-data"] = new WarehouseModel([new BrandModel("a", "s3://cdc/a/", [Treated(Customers, ("name", ColumnTreatment.Hash), ("photo", ColumnTreatment.Drop))])]),
        ["ci-mapping"] = new WarehouseModel(
            [new BrandModel("a", "s3://cdc/a/", [SampleModels.Orders]), new BrandModel("b", "s3://cdc/b/", [new SourceTable("web", "purchases", [Column("order_no", SourceKind.BigInt, nullable: false), Column("amount", SourceKind.Decimal, precision: 10, scale: 3)], ["order_no"])])],
            null,
            [new TableRule("web.purchases", new TableOptions { CiTable = "orders", CiColumns = new Dictionary<string, string> { ["order_no"] = "id", ["AMOUNT"] = "Total" } }) { Brand = "b" }]),
        ["ndjson"] = Every(FileFormat.NdjsonGzip),
        ["csv"] = Every(FileFormat.CsvGzip),
        ["format-changed"] = new WarehouseModel([new BrandModel("a", "s3://cdc/a/", [SampleModels.Orders, SampleModels.Orders with { Format = FileFormat.NdjsonGzip }, OrdersWithRefunds with { Format = FileFormat.CsvGzip }])]),
        ["variant-landing-of-two-formats"] = new WarehouseModel(
            [new BrandModel("a", "s3://cdc/a/", [SampleModels.Orders, SampleModels.Orders with { Format = FileFormat.NdjsonGzip }, OrdersWithRefunds with { Format = FileFormat.NdjsonGzip }])],
            null,
            [new TableRule("shop.orders", new TableOptions { Landing = LandingMode.Variant })]),
        ["clustering"] = Orders(new TableOptions { RawClusterBy = ["PLACED_AT"], CiClusterBy = ["BRAND_ID", "PLACED_AT"] }),
    };

    private static WarehouseModel Every(FileFormat format) => new(
        [new BrandModel("types", "s3://cdc/types/", [Treated(AwkwardTables.EveryType with { Format = format }, ("c_Text", ColumnTreatment.Hash), ("c_Int", ColumnTreatment.Drop))])]);

    private static SourceTable Treated(SourceTable table, params (string Column, ColumnTreatment Treatment)[] treatments) => table with
    {
        Columns = [.. table.Columns.Select(column => treatments.FirstOrDefault(treated => treated.Column.Equals(column.Name, StringComparison.OrdinalIgnoreCase)) is { Column: not null } found ? column with { Treatment = found.Treatment } : column)],
    };

    private static WarehouseModel Orders(TableOptions options) => new(
        [new BrandModel("a", "s3://cdc/a/", [SampleModels.Orders, OrdersWithRefunds]), new BrandModel("b", "s3://cdc/b/", [SampleModels.Orders])],
        null,
        [new TableRule("shop.orders", options)]);
}
