using CdcToSnowflake.Operations.Streams;
using CdcToSnowflake.Sql;

namespace CdcToSnowflake.IntegrationTests.Docs;

internal static class KeepStreams
{
    public static async Task RunAsync(System.Data.Common.DbDataSource account, CdcToSnowflake.Model.WarehouseModel model, CancellationToken cancellationToken)
    {
        var report = await new StreamKeeper(account, new SnowflakeSql(model)).KeepAsync(cancellationToken);
        Console.WriteLine(report.ToTable());
    }
}
