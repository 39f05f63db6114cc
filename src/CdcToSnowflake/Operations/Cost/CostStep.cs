namespace CdcToSnowflake.Operations.Cost;

/// <summary>The credits of an hour or a day.</summary>
/// <param name="From">Its start.</param>
/// <param name="Working">Credits of warehouses while statements ran, and of adaptive ones.</param>
/// <param name="Idle">Credits of warehouses while none did.</param>
/// <param name="Tasks">Credits of serverless tasks.</param>
/// <param name="Pipes">Credits of pipes.</param>
/// <param name="Clustering">Credits of automatic clustering.</param>
public sealed record CostStep(DateTimeOffset From, decimal Working, decimal Idle, decimal Tasks, decimal Pipes, decimal Clustering)
{
    /// <summary>All of it.</summary>
    public decimal Credits => Working + Idle + Tasks + Pipes + Clustering;
}
