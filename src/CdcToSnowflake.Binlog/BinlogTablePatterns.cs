using System.IO.Enumeration;

namespace CdcToSnowflake.Binlog;

/// <summary>Tables by patterns such as <c>shop.*</c>, <c>*.orders</c> or <c>shop_?.order*</c>: <c>*</c> is any text, <c>?</c> any one character; upper and lower case count as one.</summary>
public sealed class BinlogTablePatterns
{
    private readonly (string Schema, string Table)[] _taken;
    private readonly (string Schema, string Table)[] _excluded;

    /// <summary>Makes a choice of tables.</summary>
    /// <param name="taken">The tables to take, as <c>schema.table</c> patterns.</param>
    /// <param name="excluded">Tables to leave out though <paramref name="taken"/> names them; null = none.</param>
    /// <exception cref="ArgumentException">A pattern isn't of the form <c>schema.table</c>.</exception>
    public BinlogTablePatterns(IReadOnlyList<string> taken, IReadOnlyList<string>? excluded = null)
    {
        ArgumentNullException.ThrowIfNull(taken);
        _taken = [.. taken.Select(Split)];
        _excluded = [.. (excluded ?? []).Select(Split)];
    }

    /// <summary>A <see cref="BinlogOptions.TableFilter"/> that takes the tables that any of the patterns names.</summary>
    /// <param name="patterns">As <c>schema.table</c>.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">A pattern isn't of the form <c>schema.table</c>.</exception>
    public static Func<BinlogTable, bool> Matching(params string[] patterns) => new BinlogTablePatterns(patterns).Includes;

    /// <summary>Whether a table is taken.</summary>
    /// <param name="table">The table.</param>
    /// <returns>True if it is.</returns>
    public bool Includes(BinlogTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Includes(table.Schema, table.Name);
    }

    /// <summary>Whether a table is taken.</summary>
    /// <param name="schema">Its database.</param>
    /// <param name="table">Its name.</param>
    /// <returns>True if it is.</returns>
    public bool Includes(string schema, string table) => Any(_taken, schema, table) && !Any(_excluded, schema, table);

    private static bool Any((string Schema, string Table)[] patterns, string schema, string table)
    {
        foreach (var pattern in patterns)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern.Schema, schema) && FileSystemName.MatchesSimpleExpression(pattern.Table, table))
            {
                return true;
            }
        }

        return false;
    }

    private static (string Schema, string Table) Split(string pattern)
    {
        var dot = pattern.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && dot < pattern.Length - 1
            ? (pattern[..dot], pattern[(dot + 1)..])
            : throw new ArgumentException($"The table pattern '{pattern}' isn't of the form schema.table, such as shop.* or *.orders.", nameof(pattern));
    }
}
