namespace CdcToSnowflake.Operations.Cost;

/// <summary>What a pipe cost.</summary>
/// <param name="Database">The database that it is in; null of one that is gone and forgotten.</param>
/// <param name="Schema">The schema that it is in; null of one that is gone and forgotten.</param>
/// <param name="Name">The pipe; null of Snowflake's own, which refresh external tables.</param>
/// <param name="Credits">What it cost.</param>
/// <param name="Files">How many files it loaded.</param>
/// <param name="BytesInserted">How many bytes it loaded.</param>
/// <param name="BytesBilled">How many bytes it was billed for.</param>
public sealed record PipeCost(string? Database, string? Schema, string? Name, decimal Credits, long Files, long BytesInserted, long BytesBilled);
