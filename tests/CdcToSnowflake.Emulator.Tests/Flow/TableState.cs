namespace CdcToSnowflake.Emulator.Tests.Flow;

/// <summary>A brand's table after a cut, as RAW is to have it.</summary>
/// <param name="Table">The table.</param>
/// <param name="Columns">All columns that it has had and that files have, in the order in which they came: RAW keeps those that went.</param>
/// <param name="Rows">Each row's values of them.</param>
internal sealed record TableState(RandomDesign Table, IReadOnlyList<RandomColumn> Columns, IReadOnlyList<string[]> Rows)
{
    /// <summary>The columns that weren't dropped for good since.</summary>
    public IEnumerable<RandomColumn> Kept(RandomPlan plan) => Columns.Where(column => !plan.IsDropped(Table.Name, column));

    /// <summary>The rows as lines, in order.</summary>
    public IReadOnlyList<string> Lines(RandomPlan plan)
    {
        int[] kept = [.. Columns.Index().Where(column => !plan.IsDropped(Table.Name, column.Item)).Select(column => column.Index)];
        return Lines(Rows.Select(row => kept.Select(i => row[i])));
    }

    /// <summary>Rows that were read, without columns that came later.</summary>
    public IReadOnlyList<string> Lines(RandomPlan plan, IEnumerable<string[]> read)
    {
        var columns = Kept(plan).Count();
        return Lines(read.Select(row => row.Take(columns)));
    }

    public static IReadOnlyList<string> Lines(IEnumerable<IEnumerable<string>> rows) => [.. rows.Select(row => string.Join('|', row)).Order(StringComparer.Ordinal)];
}
