namespace SqlOnly.Arguments;

/// <summary>The <c>--key SCHEMA.TABLE=COL,COL</c> of tables that have no primary key.</summary>
internal static class TableKey
{
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Parse(IReadOnlyList<string> texts)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if (text.Split('=') is not [var table, var columns] || table.Split('.') is not [{ Length: > 0 }, { Length: > 0 }] || columns.Split(',').Contains(""))
            {
                throw new UsageException($"--key '{text}' isn't of the form SCHEMA.TABLE=COLUMN,COLUMN.");
            }

            if (!keys.TryAdd(table, columns.Split(',')))
            {
                throw new UsageException($"--key names {table} twice.");
            }
        }

        return keys;
    }
}
