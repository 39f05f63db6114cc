using CdcToSnowflake.Operations.Cost;
using CdcToSnowflake.Sql;

namespace CdcToSnowflake.IntegrationTests.Readme;

internal static class ReadCost
{
    public static async Task RunAsync(System.Data.Common.DbDataSource account, CdcToSnowflake.Model.WarehouseModel model, CancellationToken cancellationToken)
    {
        var report = await new CostReader(account, new SnowflakeSql(model)).ReadAsync(CostPeriod.Last(TimeSpan.FromDays(30)), cancellationToken);
        Console.Write(report.ToTable());
        await File.WriteAllTextAsync("cost.html", report.ToHtml(), cancellationToken);
    }
}
