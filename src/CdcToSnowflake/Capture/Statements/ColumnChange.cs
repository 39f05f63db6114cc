namespace CdcToSnowflake.Capture.Statements;

/// <summary>A column that an ALTER TABLE adds or declares anew.</summary>
/// <param name="Name">The column.</param>
/// <param name="IsNew">ADD; otherwise MODIFY or CHANGE.</param>
/// <param name="IfNotExists">Whether ADD is to do nothing if the column is there.</param>
/// <param name="Definition">What is declared.</param>
internal sealed record ColumnChange(string Name, bool IsNew, bool IfNotExists, ColumnDefinition Definition);
