namespace Quickstart.Verification;

/// <summary>One place where RAW isn't as the source.</summary>
/// <param name="Brand">The brand.</param>
/// <param name="Table">The table, schema.name.</param>
/// <param name="Key">The row's key, col=value.</param>
/// <param name="Column">The column that differs; null if the row is there on one side only.</param>
/// <param name="Source">The source's value, in the common form.</param>
/// <param name="Raw">RAW's value, in the common form.</param>
internal sealed record Difference(string Brand, string Table, string Key, string? Column, string? Source, string? Raw);
