using System.Globalization;

namespace CdcToSnowflake.Warehouse.Planning;

/// <summary>What a step costs, with what is known of its size. Prices differ by account, so there is none here.</summary>
/// <param name="Kind">The kind of cost.</param>
public sealed record PlanCost(PlanCostKind Kind)
{
    internal static PlanCost Metadata { get; } = new(PlanCostKind.Metadata);

    /// <summary>How many rows are read; null where there are none or nobody knows.</summary>
    public long? Rows { get; init; }

    /// <summary>How many bytes the table takes that is read; null where there are none or nobody knows.</summary>
    public long? Bytes { get; init; }

    /// <summary>What bills, for <see cref="PlanCostKind.Standing"/> and <see cref="PlanCostKind.Load"/>, say "serverless compute by the second while it runs"; else null.</summary>
    public string? Bills { get; init; }

    /// <summary>The cost in words.</summary>
    /// <returns>For example <c>reads 1,234 rows (5.6 MB) once</c>.</returns>
    public override string ToString() => Kind switch
    {
        PlanCostKind.Metadata => "metadata only",
        PlanCostKind.Standing => $"from then on: {Bills}",
        PlanCostKind.Load => $"loads once what came into the store in the last 7 days: {Bills}",
        _ when Rows is null => "reads the table once",
        _ when Bytes is null => string.Create(CultureInfo.InvariantCulture, $"reads {Rows:N0} rows once"),
        _ => string.Create(CultureInfo.InvariantCulture, $"reads {Rows:N0} rows ({Bytes / 1e6:N1} MB) once"),
    };
}
