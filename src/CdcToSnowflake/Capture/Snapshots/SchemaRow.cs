namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>What information_schema.COLUMNS says of a column.</summary>
/// <param name="Name">COLUMN_NAME.</param>
/// <param name="DataType">DATA_TYPE: the type's name alone.</param>
/// <param name="ColumnType">COLUMN_TYPE: the whole type.</param>
/// <param name="IsNullable">IS_NULLABLE.</param>
/// <param name="CharacterLength">CHARACTER_MAXIMUM_LENGTH; 0 where there is none.</param>
/// <param name="Charset">CHARACTER_SET_NAME; null for types without characters.</param>
internal sealed record SchemaRow(string Name, string DataType, string ColumnType, bool IsNullable, long CharacterLength, string? Charset);
