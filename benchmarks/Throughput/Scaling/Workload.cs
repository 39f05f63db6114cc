namespace CdcToSnowflake.Throughput.Scaling;

/// <summary>What one point of a curve measures.</summary>
/// <param name="Value">What grows along the curve.</param>
/// <param name="Rows">Rows of each brand.</param>
/// <param name="Tables">Tables of each brand, filled by turns.</param>
/// <param name="Columns">Columns of a table, the key among them: whole numbers and decimals by turns.</param>
/// <param name="RowsEach">Rows of a transaction.</param>
/// <param name="Brands">Brands that are captured at once in one process, each from the same file.</param>
internal sealed record Workload(int Value, int Rows, int Tables = 1, int Columns = 5, int RowsEach = 1_000, int Brands = 1);
