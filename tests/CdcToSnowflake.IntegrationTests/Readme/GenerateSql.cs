using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;

namespace CdcToSnowflake.IntegrationTests.Readme;

internal static class GenerateSql
{
    public static void Run()
    {
        var orders = new SourceTable(
            "shop",
            "orders",
            [
                new SourceColumn("id", new SourceType(SourceKind.BigInt) { IsUnsigned = true }, IsNullable: false),
                new SourceColumn("total", new SourceType(SourceKind.Decimal) { Precision = 12, Scale = 2 }, IsNullable: false),
            ],
            Key: ["id"]);
        var sql = new SnowflakeSql(new WarehouseModel([new BrandModel("BRAND_A", "s3://cdc/prod/BRAND_A/", [orders])]));
        foreach (var statement in sql.SetUp())
        {
            Console.WriteLine($"{statement.Text};");
        }
    }
}
