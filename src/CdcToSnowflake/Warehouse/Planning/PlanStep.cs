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

    /// <summary>The brand on whose behalf it runs, for its tag; null if it is all brands'.</summary>
    internal string? Brand { get; init; }

    /// <summary>Notes in the inventory that the plan was made from what the statement did.</summary>
    internal Action Effect { get; init; } = () => { };
}
