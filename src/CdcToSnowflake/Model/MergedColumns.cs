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
        List<MergedColumn> union = [.. members[0].Columns];
        List<(string Member, int Seen)> seen = [.. union.Select(_ => (members[0].Member, 1))];
        Dictionary<string, int>? places = null; // most members have the columns of the first, in their order
        foreach ((string member, IReadOnlyList<MergedColumn> columns) in members.Skip(1))
        {
            for (int i = 0; i < columns.Count; i++)
            {
                MergedColumn column = columns[i];
                int at = i < union.Count && union[i].Name == column.Name ? i : (places ??= Places(union)).GetValueOrDefault(column.Name, -1);
                if (at < 0)
                {
                    places!.Add(column.Name, union.Count);
                    union.Add(column);
                    seen.Add((member, 1));
                    continue;
                }
                union[at] = union[at].With(column) ?? throw Unwidenable(table, union[at], seen[at].Member, column, member);
                seen[at] = seen[at] with { Seen = seen[at].Seen + 1 };
            }
        }
        for (int i = 0; i < union.Count; i++)
        {
            union[i] = !union[i].IsEverywhere || seen[i].Seen == members.Count ? union[i] : union[i] with { IsEverywhere = false };
        }
        return union;
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

    private static Dictionary<string, int> Places(List<MergedColumn> union) => union.Index().ToDictionary(column => column.Item.Name, column => column.Index, StringComparer.Ordinal);

    private static ModelException Unwidenable(string table, MergedColumn first, string firstMember, MergedColumn second, string secondMember) =>
        new(ModelProblem.Unwidenable,
            $"The column {first.Name} of {table} is {first.Type} in {firstMember} and {second.Type} in {secondMember}, and no type holds both without loss. "
            + "Change the column at a source, leave the table out of the integration, or load it under another name.");
}
