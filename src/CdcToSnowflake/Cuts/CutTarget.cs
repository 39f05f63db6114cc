using CdcToSnowflake.Model;

namespace CdcToSnowflake.Cuts;

/// <summary>A table in one shape, as rows are appended to it. The same object for as long as the shape holds, so that its builders' memory is kept.</summary>
/// <param name="Table">The table.</param>
/// <param name="Labels">For each column the strings of its ENUM or SET, where its values come as numbers.</param>
internal sealed record CutTarget(SourceTable Table, IReadOnlyList<IReadOnlyList<string>> Labels)
{
    /// <summary>The table's part of paths.</summary>
    public string Path { get; } = StorePath.Table(Table.Schema, Table.Name);

    /// <summary>What the open cut has of the table; null without rows.</summary>
    public CutTableRows? Open { get; set; }

    /// <summary>Whether another one is of the same table, in whichever shape.</summary>
    public bool IsSameTable(CutTarget other) => other.Path == Path;

    /// <summary>Labels for a table whose values all come as themselves.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> NoLabels(SourceTable table) => [.. Enumerable.Repeat<IReadOnlyList<string>>([], table.Columns.Count)];
}
