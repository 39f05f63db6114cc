using System.Data.Common;
using CdcToSnowflake.Model;
using CdcToSnowflake.Operations.Streams;
using CdcToSnowflake.Sql;

namespace CdcToSnowflake.IntegrationTests.Docs;

internal static class KeepStreams
{
    public static async Task RunAsync(DbDataSource account, WarehouseModel model, CancellationToken cancellationToken)
    {
        var report = await new StreamKeeper(account, new SnowflakeSql(model)).KeepAsync(cancellationToken);
        Console.WriteLine(report.ToTable());
    }
}
