namespace CdcToSnowflake.Model;

/// <summary>A column of a source table.</summary>
/// <param name="Name">The name as the source writes it, case kept.</param>
/// <param name="Type">The declared type.</param>
/// <param name="IsNullable">Whether the source allows NULL.</param>
public sealed record SourceColumn(string Name, SourceType Type, bool IsNullable);
