namespace CdcToSnowflake.Operations.Cost;

/// <summary>What a task cost, and what it would have the other way.</summary>
/// <param name="Database">The database that it is in.</param>
/// <param name="Schema">The schema that it is in.</param>
/// <param name="Name">The task.</param>
/// <param name="Warehouse">The warehouse that it ran on; null if it is serverless.</param>
/// <param name="Runs">How often it ran.</param>
/// <param name="Failures">How many of the runs didn't succeed.</param>
/// <param name="Running">How long it ran, all runs together, each rounded up to whole seconds.</param>
/// <param name="Credits">What it cost: what was billed, if it is serverless; else what its statements were attributed, which is without the warehouse's idle time.</param>
/// <param name="Serverless">What its runs cost serverless, in credits; an estimate, if it runs on a warehouse. Null if nobody knows.</param>
/// <param name="OnWarehouse">What its runs cost on a warehouse, with the idle time that they cause there; an estimate. Null if nobody knows.</param>
public sealed record TaskCost(
    string Database, string Schema, string Name, string? Warehouse, long Runs, long Failures, TimeSpan Running, decimal Credits, decimal? Serverless, decimal? OnWarehouse);
