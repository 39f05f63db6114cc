namespace CdcToSnowflake.Capture;

/// <summary>A table as information_schema describes it.</summary>
/// <param name="Columns">The columns in order.</param>
/// <param name="Key">The primary key's columns in key order; empty without one.</param>
public sealed record SchemaTable(IReadOnlyList<SchemaColumn> Columns, IReadOnlyList<string> Key);
