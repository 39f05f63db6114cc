using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Warehouse.Planning;

/// <summary>A step that was decided on, and whose statement may still have to be written.</summary>
internal readonly record struct StepDraft(Func<SqlStatement> Statement, string Reason, PlanCost Cost, string? Brand, Action Effect, string? Loss = null)
{
    public PlanStep Write() => new(Statement(), Reason, Cost) { Brand = Brand, Effect = Effect, Loss = Loss };
}
