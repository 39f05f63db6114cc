using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Semantics;

namespace CdcToSnowflake.Tests.Sql;

/// <summary>Models with what a semantic view is about: comments, foreign keys, and what the user declares.</summary>
internal static class SemanticModels
{
    public static IReadOnlyList<TableDescription> Descriptions { get; } =
    [
        new("shop", "orders")
        {
            Comment = "Orders, purchases (one row each)",
            ColumnComments = new Dictionary<string, string> { ["total"] = "Gross amount, revenue. It's in EUR", ["PLACED_AT"] = "When the guest's order came in, by the till's clock and time zone; never changed" },
            ForeignKeys = [new("fk_customer", ["customer_id"], "shop", "customers", ["id"]), new("fk_elsewhere", ["status"], "other", "states", ["code"])],
        },
        new("shop", "order_items") { ForeignKeys = [new("fk_order", ["order_id"], "shop", "orders", ["id"])] },
        new("shop", "customers") { Comment = "Guests", ForeignKeys = [new("fk_self", ["id"], "shop", "customers", ["id"]), new("fk_circle", ["id"], "shop", "orders", ["id"])] },
    ];

    public static SqlOptions Options { get; } = new()
    {
        Api = new ApiOptions
        {
            Semantics = new SemanticOptions
            {
                Comment = "What the brands' guests ordered",
                Instructions = "Money is in EUR.\nA day begins at 05:00.",
                Synonyms = new Dictionary<string, IReadOnlyList<string>> { ["ORDER_ITEMS"] = ["lines", "dishes"], ["ORDERS.BRAND_ID"] = ["restaurant"], ["CUSTOMERS.NAME"] = ["guests", "guest"] },
                Metrics =
                [
                    new SemanticMetric("ORDERS", "NET", "SUM(\"TOTAL\" - COALESCE(\"REFUNDED\", 0))") { Comment = "Revenue without refunds", Synonyms = ["net revenue"] },
                    new SemanticMetric("ORDERS", "PER_GUEST", "\"SUM_TOTAL\" / COUNT(DISTINCT \"CUSTOMER_ID\")") { Using = ["ORDERS_TO_CUSTOMERS"] },
                    new SemanticMetric("NOT_YET_THERE", "X", "COUNT(*)"),
                ],
            },
        },
    };

    public static WarehouseModel TwoBrands { get; } = Described(SampleModels.TwoBrands);

    public static WarehouseModel Described(WarehouseModel model, IReadOnlyList<TableDescription>? descriptions = null) =>
        new([.. model.Brands.Select(brand => brand with { Descriptions = descriptions ?? Descriptions })], model.Names, model.Rules);
}
