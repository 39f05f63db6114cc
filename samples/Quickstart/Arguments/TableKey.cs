namespace Quickstart.Arguments;

/// <summary>The <c>--key SCHEMA.TABLE=COL,COL</c> of tables that have no primary key.</summary>
internal static class TableKey
{
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Parse(IReadOnlyList<string> texts)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            string table = equals < 0 ? "" : text[..equals].Trim();
            string[] columns = equals < 0 ? [] : text[(equals + 1)..].Split(',', StringSplitOptions.TrimEntries);
            if (table.Length == 0 || !table.Trim('.').Contains('.', StringComparison.Ordinal) || columns.Length == 0 || columns.Contains(""))
            {
                throw new UsageException($"--key '{text}' isn't SCHEMA.TABLE=COLUMN,COLUMN (such as shop.audit=day,line).");
            }

            if (!keys.TryAdd(table, columns))
            {
                throw new UsageException($"--key names {table} twice.");
            }
        }

        return keys;
    }
}
