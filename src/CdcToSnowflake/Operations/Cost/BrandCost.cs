namespace CdcToSnowflake.Operations.Cost;

/// <summary>What a brand cost, by the tags of statements and by the databases of objects.</summary>
/// <param name="Brand">The brand's id; null for what belongs to no single brand: CI's merge, the API, others' work.</param>
/// <param name="Queries">Credits that its statements on warehouses were attributed.</param>
/// <param name="Idle">Its part of the warehouses' idle time, by its part of what was attributed there.</param>
/// <param name="Tasks">Credits of its serverless tasks.</param>
/// <param name="Pipes">Credits of its pipes.</param>
/// <param name="Clustering">Credits for clustering its tables.</param>
public sealed record BrandCost(string? Brand, decimal Queries, decimal Idle, decimal Tasks, decimal Pipes, decimal Clustering)
{
    /// <summary>All of it.</summary>
    public decimal Credits => Queries + Idle + Tasks + Pipes + Clustering;
}
