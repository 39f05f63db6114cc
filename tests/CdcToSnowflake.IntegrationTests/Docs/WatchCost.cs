using CdcToSnowflake.Operations.Cost;

namespace CdcToSnowflake.IntegrationTests.Docs;

internal static class WatchCost
{
    public static void Run(CdcToSnowflake.Hosting.CdcBuilder cdc)
    {
        cdc.WatchCost(TimeSpan.FromDays(1), cost => (cost.MonthlyCredits, cost.Look) = (500, new CostOptions { CreditPrice = 3, Currency = "EUR" }));
    }
}
