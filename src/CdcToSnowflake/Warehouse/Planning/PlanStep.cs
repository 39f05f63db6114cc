using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Warehouse.Planning;

/// <summary>A statement of a plan.</summary>
/// <param name="Statement">The statement; running it again does no harm.</param>
/// <param name="Reason">Why it is there, in a sentence without a full stop.</param>
/// <param name="Cost">What it costs.</param>
public sealed record PlanStep(SqlStatement Statement, string Reason, PlanCost Cost)
{
    /// <summary>What data goes with it; null if none does. Such a step runs only with consent.</summary>
    public string? Loss { get; init; }
}
