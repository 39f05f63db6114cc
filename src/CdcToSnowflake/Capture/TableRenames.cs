using CdcToSnowflake.Capture.Statements;

namespace CdcToSnowflake.Capture;

/// <summary>What a RENAME TABLE leaves under each name that it speaks of, all its pairs done one after another.</summary>
/// <param name="Gone">The names that no table has any more.</param>
/// <param name="Replaced">The names that have another table's rows now, with the name which that had before.</param>
internal sealed record TableRenames(IReadOnlyList<TableName> Gone, IReadOnlyList<(TableName Name, TableName Before)> Replaced)
{
    /// <summary>Follows the pairs.</summary>
    /// <param name="pairs">Old and new names by turns.</param>
    public static TableRenames Of(IReadOnlyList<TableName> pairs)
    {
        var names = new List<TableName>();
        var tables = new Dictionary<TableName, TableName?>();
        for (var i = 0; i + 1 < pairs.Count; i += 2)
        {
            var moved = tables.GetValueOrDefault(pairs[i], pairs[i]);
            names.AddRange([pairs[i], pairs[i + 1]]);
            (tables[pairs[i]], tables[pairs[i + 1]]) = (null, moved);
        }

        var left = names.Distinct().Select(name => (Name: name, Before: tables[name])).ToList();
        return new TableRenames(
            [.. left.Where(name => name.Before is null).Select(name => name.Name)],
            [.. left.Where(name => name.Before is { } before && before != name.Name).Select(name => (name.Name, name.Before!.Value))]);
    }
}
