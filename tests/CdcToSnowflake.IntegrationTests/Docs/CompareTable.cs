using CdcToSnowflake.Capture;
using CdcToSnowflake.Operations.Reconciliation;
using CdcToSnowflake.Sql;

namespace CdcToSnowflake.IntegrationTests.Docs;

internal static class CompareTable
{
    public static async Task RunAsync(CdcToSnowflake.Storage.IObjectStore store, System.Data.Common.DbDataSource account, CdcToSnowflake.Model.WarehouseModel model, CancellationToken cancellationToken)
    {
        var reconciler = new TableReconciler(new MySqlSnapshotSource("Server=db-a;User ID=cdc;Password=…"), store, account, new SnowflakeSql(model));
        var found = await reconciler.ReconcileAsync("BRAND_A", "shop", "orders", cancellationToken);
        Console.WriteLine(found.ToTable());
    }
}
