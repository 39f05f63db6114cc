using CdcToSnowflake.Model;

namespace CdcToSnowflake.Tests.Sql;

/// <summary>Models that several tests and goldens share.</summary>
internal static class SampleModels
{
    public static SourceColumn Column(string name, SourceKind kind, bool nullable = true, bool unsigned = false, int precision = 0, int scale = 0, int length = 0) =>
        new(name, new SourceType(kind) { IsUnsigned = unsigned, Precision = precision, Scale = scale, Length = length }, nullable);

    public static SourceTable Orders { get; } = new("shop", "orders",
    [
        Column("id", SourceKind.BigInt, nullable: false, unsigned: true),
        Column("customer_id", SourceKind.BigInt, nullable: false, unsigned: true),
        Column("status", SourceKind.Enum, nullable: false),
        Column("total", SourceKind.Decimal, nullable: false, precision: 12, scale: 2),
        Column("details", SourceKind.Json),
        Column("placed_at", SourceKind.DateTime, nullable: false, scale: 6),
        Column("updated_at", SourceKind.Timestamp, nullable: false, scale: 6),
    ], ["id"]);

    /// <summary>The same table after ALTER TABLE orders ADD COLUMN refunded DECIMAL(12,2).</summary>
    public static SourceTable OrdersWithRefunds { get; } = Orders with { Columns = [.. Orders.Columns, Column("refunded", SourceKind.Decimal, precision: 12, scale: 2)] };

    public static SourceTable OrderItems { get; } = new("shop", "order_items",
    [
        Column("order_id", SourceKind.BigInt, nullable: false, unsigned: true),
        Column("line", SourceKind.SmallInt, nullable: false),
        Column("sku", SourceKind.VarChar, nullable: false, length: 40),
        Column("quantity", SourceKind.Int, nullable: false),
        Column("price", SourceKind.Decimal, nullable: false, precision: 10, scale: 2),
    ], ["order_id", "line"]);

    public static SourceTable Customers { get; } = new("shop", "customers",
    [
        Column("id", SourceKind.BigInt, nullable: false, unsigned: true),
        Column("name", SourceKind.VarChar, nullable: false, length: 200),
        Column("born", SourceKind.Date),
        Column("photo", SourceKind.Blob),
    ], ["id"]);

    /// <summary>Two brands: the first has two shapes of orders, the second lacks a column and has a narrower one.</summary>
    public static WarehouseModel TwoBrands { get; } = new(
    [
        new BrandModel("brand_a", "s3://cdc/prod/brand_a/", [Orders, OrderItems, Customers, OrdersWithRefunds]) { StorageIntegration = "CDC_S3" },
        new BrandModel("brand_b", "s3://cdc/prod/brand_b/",
        [
            Orders,
            OrderItems with { Columns = [.. OrderItems.Columns.Select(column => column.Name == "quantity" ? Column("quantity", SourceKind.SmallInt, nullable: false) : column)] },
        ]),
    ]);

    /// <summary>A table whose column <c>total</c> was called <c>amount</c> and before that <c>price</c>, of which no file is left; and whose key column had another name, too.</summary>
    public static WarehouseModel Renamed { get; } = new(
    [
        new BrandModel("brand_a", "s3://cdc/prod/brand_a/",
        [
            new SourceTable("shop", "orders", [Column("number", SourceKind.BigInt, nullable: false), Column("amount", SourceKind.Decimal, precision: 10, scale: 2), Column("note", SourceKind.Text)], ["number"]),
            new SourceTable("shop", "orders", [Column("id", SourceKind.BigInt, nullable: false), Column("total", SourceKind.Decimal, precision: 12, scale: 2), Column("note", SourceKind.Text)], ["id"]),
        ])
        {
            Renames = [new("shop", "orders", "price", "amount"), new("shop", "orders", "amount", "total"), new("shop", "orders", "number", "id"), new("shop", "customers", "id", "number")],
        },
    ]);

    /// <summary>A brand without tables.</summary>
    public static WarehouseModel OneBrand { get; } = new([new BrandModel("b", "s3://cdc/b/", [])]);
}
