using System.Diagnostics;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Warehouse.Planning;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Throughput.Planned;

/// <summary>What one plan of an empty account took, from the brands' tables to the statements with their reasons.</summary>
/// <param name="Steps">The plan's statements.</param>
/// <param name="Characters">The length of their texts.</param>
/// <param name="Seconds">By the clock.</param>
/// <param name="CpuSeconds">Processor time of the whole process: on a busy machine it says more than the clock.</param>
/// <param name="PauseSeconds">How long the collector held everything.</param>
/// <param name="Allocated">Bytes that the process allocated.</param>
internal sealed record PlanPass(int Steps, long Characters, double Seconds, double CpuSeconds, double PauseSeconds, long Allocated)
{
    public static PlanPass Measure(IReadOnlyList<BrandModel> brands)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var pause = GC.GetTotalPauseDuration();
        var cpu = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        var model = new WarehouseModel(brands);
        var plan = WarehousePlanner.Plan(model, new SnowflakeSql(model), new WarehouseInventory());
        var seconds = clock.Elapsed.TotalSeconds;
        return new PlanPass(
            plan.Steps.Count, plan.Steps.Sum(step => (long)step.Statement.Text.Length), seconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds,
            (GC.GetTotalPauseDuration() - pause).TotalSeconds, GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }
}
