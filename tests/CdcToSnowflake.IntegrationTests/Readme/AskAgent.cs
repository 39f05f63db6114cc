using CdcToSnowflake.Capture;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Semantics;
using CdcToSnowflake.Warehouse.Cortex;
using CdcToSnowflake.Warehouse.Planning;
using CdcToSnowflake.Warehouse.SqlApi;

namespace CdcToSnowflake.IntegrationTests.Readme;

internal static class AskAgent
{
    public static async Task RunAsync(System.Data.Common.DbDataSource account, WarehouseModel model, CancellationToken cancellationToken)
    {
        var descriptions = await MySqlTableDescriptions.ReadAsync("Server=db-a;User ID=cdc;Password=…", ["shop.*"], cancellationToken); // comments and foreign keys
        var options = new SqlOptions { Api = new ApiOptions { Semantics = new SemanticOptions { Metrics = [new("ORDERS", "NET", "SUM(TOTAL) - SUM(REFUNDED)")] } } };
        var described = new WarehouseModel([.. model.Brands.Select(brand => brand with { Descriptions = descriptions })]);
        await (await new WarehousePlanner(account, options).PlanAsync(described, cancellationToken)).ApplyAsync(account, cancellationToken: cancellationToken);

        using var analyst = new CortexAgent(SnowflakeSqlApiOptions.Parse("account=myorg-myaccount;user=analyst;authenticator=snowflake_jwt;private_key_file=rsa_key.p8"),
            new CortexAgentOptions { SemanticView = "CI_DB.API_SCHEMA.CDC_SEMANTICS" });
        var answer = await analyst.AskAsync("Which brand refunded most last week?", cancellationToken: cancellationToken);
        Console.WriteLine($"{answer.Text}\n{answer.Sql}\n{answer.Rows?.Rows.Count} rows");
    }
}
