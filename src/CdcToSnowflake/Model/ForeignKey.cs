namespace CdcToSnowflake.Model;

/// <summary>A foreign key of a source table: rows that point to one row of another table of the same source.</summary>
/// <param name="Name">The constraint's name.</param>
/// <param name="Columns">The columns that point, names of the source, in the constraint's order.</param>
/// <param name="ReferencedSchema">The source schema of the table that they point to.</param>
/// <param name="ReferencedTable">The table that they point to.</param>
/// <param name="ReferencedColumns">Its columns, each beside the one of <paramref name="Columns"/> that points to it.</param>
public sealed record ForeignKey(string Name, IReadOnlyList<string> Columns, string ReferencedSchema, string ReferencedTable, IReadOnlyList<string> ReferencedColumns);
