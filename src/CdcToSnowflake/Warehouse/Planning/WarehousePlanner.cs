using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Warehouse.Planning;

/// <summary>Compares what an account has with what a model says, and plans what brings it there. Planning changes nothing.</summary>
/// <param name="snowflake">The account, or the embedded Snowflake.</param>
/// <param name="options">What the SQL says beyond the model; null for the defaults.</param>
[RequiresUnreferencedCode(TemplateMembers.ByReflection)]
[RequiresDynamicCode(TemplateMembers.ByReflection)]
public sealed class WarehousePlanner(DbDataSource snowflake, SqlOptions? options = null)
{
    /// <summary>Reads what is there, by SHOW and the Information Schema, and plans.</summary>
    /// <param name="model">What is to be there.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The plan; empty if all is there.</returns>
    /// <exception cref="PlanException">There is no way from what is there to what the model says.</exception>
    /// <exception cref="DeploymentException">Snowflake refused a question.</exception>
    public async Task<WarehousePlan> PlanAsync(WarehouseModel model, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        SnowflakeSql sql = new(model, options);
        WarehouseInventory there = new();
        await new InventoryReader(snowflake, sql, model, there).ReadAsync(model.Brands, cancellationToken).ConfigureAwait(false);
        return Plan(model, sql, there);
    }

    internal static WarehousePlan Plan(WarehouseModel model, SnowflakeSql sql, WarehouseInventory there, IReadOnlyCollection<string>? only = null) => new ModelPlan(model, sql, there, only).Write();
}
