namespace CdcToSnowflake.Model;

/// <summary>
/// A source column that got another name and kept its values, as <c>ALTER TABLE … RENAME COLUMN</c> does. A binlog shows only that one column went and another came;
/// told of the renaming, RAW and CI keep one column under the new name.
/// </summary>
/// <param name="Schema">The source's schema, case kept.</param>
/// <param name="Table">The source's table, case kept.</param>
/// <param name="From">The old name, as the source wrote it.</param>
/// <param name="To">The new name, as the source writes it.</param>
public sealed record ColumnRename(string Schema, string Table, string From, string To);
