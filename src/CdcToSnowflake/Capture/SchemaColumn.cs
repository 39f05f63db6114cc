namespace CdcToSnowflake.Capture;

/// <summary>A column as information_schema describes it.</summary>
/// <param name="Name">The name.</param>
/// <param name="ColumnType">The whole type as COLUMN_TYPE has it, such as <c>decimal(10,2) unsigned</c> or <c>enum('a','b')</c>.</param>
public sealed record SchemaColumn(string Name, string ColumnType);
