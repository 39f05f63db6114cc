namespace CdcToSnowflake.Model;

/// <summary>
/// A source column that was dropped for good. RAW and CI then keep its values in a column of another name, out of the way of a later column of the old name; undeclared, the column stays as it is.
/// It may be declared before the source makes it: it is made with the first shape of the table that lacks the column. But a column that an older shape lacks, since it was added later, is dropped as soon as it is declared: declare that when every source has dropped it.
/// What cuts from before hold of the column, and Snowpipe hasn't loaded by then, stays in STG. Take a declaration back before a column of its name comes again.
/// </summary>
/// <param name="Schema">The source's schema, case kept.</param>
/// <param name="Table">The source's table, case kept.</param>
/// <param name="Column">The column's name, as the source wrote it.</param>
public sealed record ColumnDrop(string Schema, string Table, string Column);
