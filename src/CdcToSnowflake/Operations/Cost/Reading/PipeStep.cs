namespace CdcToSnowflake.Operations.Cost.Reading;

/// <summary>A pipe's credits in an hour or day.</summary>
internal sealed record PipeStep(string? Database, string? Schema, string? Pipe, DateTimeOffset From, decimal Credits, long Files, long Inserted, long Billed);
