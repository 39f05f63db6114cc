namespace CdcToSnowflake.Operations.Cost.Reading;

/// <summary>The credits of statements that ran on one warehouse, in one database (null for none), with one brand in their tag (null for none).</summary>
internal sealed record CreditShare(string Warehouse, string? Database, string? TaggedBrand, decimal Credits);
