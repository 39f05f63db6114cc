using System.Text.Json;
using CdcToSnowflake.Operations.Cost.Advice;
using CdcToSnowflake.Operations.Cost.Pages;

namespace CdcToSnowflake.Operations.Cost;

/// <summary>What an account cost in a period, and what would cost less.</summary>
/// <param name="Period">The period.</param>
/// <param name="Warehouses">The warehouses that were billed, the most expensive first; so are the others.</param>
/// <param name="Tasks">The tasks that ran.</param>
/// <param name="Pipes">The pipes that loaded.</param>
/// <param name="Clustering">The tables that were clustered.</param>
/// <param name="Brands">What each brand cost; last what belongs to none. Together they are <see cref="Credits"/>, but for statements' query acceleration.</param>
/// <param name="Queries">The most expensive statements, those alike together.</param>
/// <param name="Steps">The period by the hour, if it is of 3 days at the most, else by the day, in UTC.</param>
/// <param name="Advice">What would cost less, what saves most first.</param>
/// <param name="Parsed">How far statements could be read for the advice on clustering keys.</param>
public sealed record CostReport(
    CostPeriod Period,
    IReadOnlyList<WarehouseCost> Warehouses,
    IReadOnlyList<TaskCost> Tasks,
    IReadOnlyList<PipeCost> Pipes,
    IReadOnlyList<ClusteringCost> Clustering,
    IReadOnlyList<BrandCost> Brands,
    IReadOnlyList<QueryCost> Queries,
    IReadOnlyList<CostStep> Steps,
    IReadOnlyList<CostAdvice> Advice,
    ParsedQueries Parsed)
{
    /// <summary>What a credit costs; null if nobody said.</summary>
    public decimal? CreditPrice { get; init; }

    /// <summary>The currency of <see cref="CreditPrice"/>.</summary>
    public string Currency { get; init; } = "";

    /// <summary>All credits: warehouses' compute, serverless tasks, pipes and clustering. Cloud services, storage and Snowflake's other services aren't among them.</summary>
    public decimal Credits => Steps.Sum(step => step.Credits);

    /// <summary>What the advice would have saved, all of it together. Some of it may concern the same credits, so it is a limit.</summary>
    public decimal Saved => Math.Min(Credits, Advice.Sum(advice => advice.Saved));

    /// <summary>Tables for people, as plain text.</summary>
    /// <returns>The text, lines ended by <c>\n</c>.</returns>
    public string ToTable() => CostTable.Of(this);

    /// <summary>A page for people: one self-contained HTML document with charts, without scripts.</summary>
    /// <returns>The document.</returns>
    public string ToHtml() => CostPage.Of(this);

    /// <summary>The report for programs, as JSON with names in camel case; times in ISO 8601, durations as <c>[d.]hh:mm:ss</c>.</summary>
    /// <returns>The JSON, indented.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, CostJsonContext.Default.CostReport);
}
