namespace CdcToSnowflake.IntegrationTests.Docs;

internal static class RepairTable
{
    public static async Task RunAsync(CdcToSnowflake.Operations.Reconciliation.TableReconciler reconciler, CancellationToken cancellationToken)
    {
        var repaired = await reconciler.RepairAsync("BRAND_A", "shop", "orders", cancellationToken);
        Console.WriteLine($"{repaired.RowsAsked} rows are asked for{(repaired.IsTableAsked ? ", and the whole table" : "")}");
    }
}
