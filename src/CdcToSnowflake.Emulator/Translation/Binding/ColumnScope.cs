using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>What the expressions of one SELECT see: its sources, its own aliases, and the scope around a subquery.</summary>
internal sealed class ColumnScope
{
    private readonly Dictionary<string, Expression> _aliases = new(StringComparer.Ordinal);
    private readonly HashSet<string> _resolving = new(StringComparer.Ordinal);

    public ColumnScope(ColumnScope? outer, TableExpressions tables)
    {
        Outer = outer;
        Tables = tables;
    }

    public ColumnScope? Outer { get; }

    public TableExpressions Tables { get; }

    public List<VisibleColumn> Columns { get; } = [];

    public List<VisibleDocument> Documents { get; } = [];

    /// <summary>A bare name may be a scripting variable.</summary>
    public bool Scripting { get; init; }

    /// <summary>VALUES takes no subqueries, aggregates and window functions.</summary>
    public bool IsValues { get; init; }

    /// <summary>The aliases of the select list, which Snowflake lets any clause use; a column of the same name wins.</summary>
    public void AddAliases(IEnumerable<SelectItem> items)
    {
        foreach (var item in items)
        {
            if (item is ExpressionItem { Alias: { } alias } expression)
            {
                _aliases.TryAdd(alias, expression.Expression);
            }
        }
    }

    public IReadOnlyList<VisibleColumn> Find(ColumnReference reference)
    {
        var parts = reference.Parts;
        return parts.Count == 1
            ? Columns.FindAll(column => column.Unqualified && column.Name == parts[0])
            : Columns.FindAll(column => column.Name == reference.Name && Matches(column, parts));
    }

    public Expression? FindAlias(string name) => _resolving.Contains(name) ? null : _aliases.GetValueOrDefault(name);

    /// <summary>While an alias is being resolved it does not stand for itself.</summary>
    public T Resolving<T>(string alias, Func<T> resolve)
    {
        _resolving.Add(alias);
        try
        {
            return resolve();
        }
        finally
        {
            _resolving.Remove(alias);
        }
    }

    private static bool Matches(VisibleColumn column, NodeList<string> parts)
    {
        if (parts.Count == 2)
        {
            return column.Source == parts[0];
        }

        return column.Table is { } table && table.Name == parts[^2] && table.Schema == parts[^3] && (parts.Count == 3 || table.Database == parts[^4]);
    }
}
