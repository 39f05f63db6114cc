namespace CdcToSnowflake.Model;

/// <summary>A table's declared renamings, followed to their ends. MySQL's column names have no case.</summary>
internal sealed class ColumnRenames
{
    private readonly Dictionary<string, string> _next;

    public ColumnRenames(IEnumerable<ColumnRename> renames, string where)
    {
        _next = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (ColumnRename rename in renames.Where(rename => !IsSame(rename.From, rename.To)))
        {
            if (!_next.TryAdd(rename.From, rename.To) && !IsSame(_next[rename.From], rename.To))
            {
                throw new ModelException(ModelProblem.BadRename, $"The column '{rename.From}' of {where} is said to be renamed both to '{_next[rename.From]}' and to '{rename.To}'. Name the one that it became; what that one became is another renaming.");
            }
        }
        foreach (string from in _next.Keys)
        {
            string at = from;
            for (int steps = 0; _next.TryGetValue(at, out string? next); at = next)
            {
                if (++steps > _next.Count)
                {
                    throw new ModelException(ModelProblem.BadRename, $"The renamings of '{from}' of {where} lead back to it. A name that came back needs no renaming: leave out those that were undone.");
                }
            }
        }
    }

    /// <summary>What a column of today was called before, the last name first.</summary>
    public IReadOnlyList<string> Former(string today) =>
        _next.Count == 0 ? [] : [.. _next.Keys.Where(name => IsSame(Today(name), today)).OrderBy(Steps)];

    /// <summary>What a column of a shape is called today.</summary>
    public string Today(string name)
    {
        while (_next.TryGetValue(name, out string? next))
        {
            name = next;
        }
        return name;
    }

    private static bool IsSame(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private int Steps(string name)
    {
        int steps = 0;
        for (; _next.TryGetValue(name, out string? next); name = next)
        {
            steps++;
        }
        return steps;
    }
}
