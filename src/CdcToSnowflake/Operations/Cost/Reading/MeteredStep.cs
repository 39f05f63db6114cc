namespace CdcToSnowflake.Operations.Cost.Reading;

/// <summary>A warehouse's credits in an hour or day; attributed ones are null of adaptive warehouses.</summary>
internal sealed record MeteredStep(string Warehouse, DateTimeOffset From, decimal Compute, decimal Cloud, decimal? Attributed);
