namespace CdcToSnowflake.Model;

/// <summary>The union of the columns of several members: a table's shapes, or the brands' tables of one CI table.</summary>
internal static class MergedColumns
{
    public static IReadOnlyList<MergedColumn> Union(IReadOnlyList<(string Member, IReadOnlyList<MergedColumn> Columns)> members, string table)
    {
        if (members is [var only])
        {
            return only.Columns;
        }
        List<MergedColumn> union = [];
        Dictionary<string, (int At, string Member, int Seen)> places = [];
        foreach ((string member, IReadOnlyList<MergedColumn> columns) in members)
        {
            foreach (MergedColumn column in columns)
            {
                if (places.TryGetValue(column.Name, out (int At, string Member, int Seen) place))
                {
                    union[place.At] = union[place.At].With(column) ?? throw Unwidenable(table, union[place.At], place.Member, column, member);
                    places[column.Name] = place with { Seen = place.Seen + 1 };
                }
                else
                {
                    places.Add(column.Name, (union.Count, member, 1));
                    union.Add(column);
                }
            }
        }
        return [.. union.Select(column => !column.IsEverywhere || places[column.Name].Seen == members.Count ? column : column with { IsEverywhere = false })];
    }

    /// <summary>Refuses two members with different keys: their rows couldn't be told apart by one key.</summary>
    public static IReadOnlyList<string> SameKey(IEnumerable<(string Member, IReadOnlyList<string> Key)> members, string table)
    {
        (string Member, IReadOnlyList<string> Key)? first = null;
        foreach ((string Member, IReadOnlyList<string> Key) next in members)
        {
            first ??= next;
            if (!first.Value.Key.SequenceEqual(next.Key, StringComparer.Ordinal))
            {
                throw new ModelException(ModelProblem.KeyChanged,
                    $"{table} has the key ({string.Join(", ", first.Value.Key)}) in {first.Value.Member}, but ({string.Join(", ", next.Key)}) in {next.Member}. "
                    + "Give both the same key with the capture's KeyColumns, or load the table anew under another name.");
            }
        }
        return first?.Key ?? [];
    }

    private static ModelException Unwidenable(string table, MergedColumn first, string firstMember, MergedColumn second, string secondMember) =>
        new(ModelProblem.Unwidenable,
            $"The column {first.Name} of {table} is {first.Mirror} in {firstMember} and {second.Mirror} in {secondMember}, and no type holds both without loss. "
            + "Change the column at a source, leave the table out of the integration, or load it under another name.");
}
