using System.Diagnostics;
using System.Globalization;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.Model;
using CdcToSnowflake.Warehouse.Planning;

namespace CdcToSnowflake.EmulatorFlow;

/// <summary>An account of many tables: made by a plan, asked by SHOW and DESCRIBE, and planned again, which finds nothing to do.</summary>
internal static class CatalogRun
{
    private const int ColumnCount = 10;
    private const int BrandCount = 2;

    public static async Task<int> RunAsync(int tables)
    {
        var model = new WarehouseModel([.. Enumerable.Range(0, BrandCount).Select(brand => new BrandModel($"b{brand}", $"s3://cdc/b{brand}/", Tables(tables / BrandCount)))]);
        var emulator = new SnowflakeEmulator();
        await using (emulator.ConfigureAwait(false))
        {
            var planner = new WarehousePlanner(emulator);
            var plan = await planner.PlanAsync(model).ConfigureAwait(false);
            var apply = await MeasureAsync(() => plan.ApplyAsync(emulator)).ConfigureAwait(false);
            var show = await MeasureAsync(() => AskAsync(emulator, "SHOW TABLES IN SCHEMA B0_DB.RAW_SCHEMA")).ConfigureAwait(false);
            var describe = await MeasureAsync(() => AskAsync(emulator, "DESCRIBE TABLE B0_DB.RAW_SCHEMA.TABLE_0")).ConfigureAwait(false);
            var columns = await MeasureAsync(() => AskAsync(emulator, "SELECT * FROM B0_DB.INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = 'RAW_SCHEMA'")).ConfigureAwait(false);
            WarehousePlan? again = null;
            var second = await MeasureAsync(async () => again = await planner.PlanAsync(model).ConfigureAwait(false)).ConfigureAwait(false);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"tables":{{tables}},"statements":{{plan.Steps.Count}},"apply":{{apply}},"show_tables":{{show}},"describe":{{describe}},"columns":{{columns}},"second_plan":{{second}},"second_steps":{{again!.Steps.Count}},"mib":{{Environment.WorkingSet >> 20}}}"""));
            return again.IsEmpty ? 0 : 1;
        }
    }

    private static async Task<string> MeasureAsync(Func<Task> work)
    {
        var (clock, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        await work().ConfigureAwait(false);
        return string.Create(CultureInfo.InvariantCulture, $$"""{"s":{{clock.Elapsed.TotalSeconds:0.00}},"cpu_s":{{(Environment.CpuUsage.TotalTime - processor).TotalSeconds:0.00}}}""");
    }

    private static async Task AskAsync(SnowflakeEmulator emulator, string sql)
    {
        var connection = await emulator.OpenConnectionAsync().ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var command = connection.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
#pragma warning disable CA2100 // The names are this program's own.
                command.CommandText = sql;
#pragma warning restore CA2100
                var rows = await command.ExecuteReaderAsync().ConfigureAwait(false);
                await using (rows.ConfigureAwait(false))
                {
                    while (await rows.ReadAsync().ConfigureAwait(false))
                    {
                        // Every row is fetched.
                    }
                }
            }
        }
    }

    private static SourceTable[] Tables(int count) =>
    [
        .. Enumerable.Range(0, count).Select(table => new SourceTable(
            "shop", $"table_{table}",
            [.. Enumerable.Range(0, ColumnCount).Select(column => new SourceColumn($"column_{column}", new SourceType(column % 2 == 0 ? SourceKind.BigInt : SourceKind.VarChar), column > 0))], ["column_0"])),
    ];
}
