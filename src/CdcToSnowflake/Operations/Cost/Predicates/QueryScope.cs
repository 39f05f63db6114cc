using CdcToSnowflake.Operations.Cost.Reading;

namespace CdcToSnowflake.Operations.Cost.Predicates;

/// <summary>What names mean within a query: named queries, and the database and schema that it ran in.</summary>
internal sealed class QueryScope
{
    private readonly QueryScope? _outer;
    private readonly Dictionary<string, NamedQuery> _named;
    private readonly string? _itself;
    private readonly string? _database;
    private readonly string? _schema;
    private readonly IReadOnlyDictionary<FullName, IReadOnlyDictionary<string, string>> _columns;

    public QueryScope(string? database, string? schema, IReadOnlyDictionary<FullName, IReadOnlyDictionary<string, string>> columns)
    {
        (_database, _schema, _columns) = (database, schema, columns);
        _named = new Dictionary<string, NamedQuery>(StringComparer.Ordinal);
    }

    private QueryScope(QueryScope outer, IEnumerable<NamedQuery> named)
    {
        (_outer, _database, _schema, _columns) = (outer, outer._database, outer._schema, outer._columns);
        _named = named.GroupBy(query => query.Name, StringComparer.Ordinal).ToDictionary(query => query.Key, query => query.First(), StringComparer.Ordinal);
    }

    private QueryScope(QueryScope outer, string itself)
        : this(outer, []) => _itself = itself;

    /// <summary>The scope within a named query: one that is a union may name itself, and then is no table. Recursion ends there.</summary>
    public QueryScope WithinNamed(NamedQuery named) => named.Query.Parts.Count > 1 ? new QueryScope(this, named.Name) : this;

    /// <summary>The scope within a query: one may name those before it.</summary>
    public QueryScope Within(SqlQuery query) => query.With.Aggregate(this, (scope, named) => new QueryScope(scope, [named]));

    public List<QuerySource> Sources(SqlSelect select) => [.. select.Sources.Select(Source)];

    /// <summary>The origins of a query's column by its name; null if it is known to have none of that name.</summary>
    public IReadOnlyList<(FullName Table, string Column)>? OriginsOf(SqlQuery query, string column)
    {
        var scope = Within(query);
        var first = scope.Find(query.Parts[0], column);
        if (first is null || query.Parts.Count == 1)
        {
            return first;
        }

        // The parts of a union go by position, the names are the first's; with stars there are no positions, and the same names are the best that is known.
        var index = query.Parts[0].Items.Any(item => item.IsStar) ? -1 : query.Parts[0].Items.ToList().FindIndex(item => item.Name == column);
        return [.. first, .. query.Parts.Skip(1).SelectMany(part => (index >= 0 ? scope.FindAt(part, index) : scope.Find(part, column)) ?? [])];
    }

    /// <summary>As <see cref="OriginsOf"/>, by position.</summary>
    public IReadOnlyList<(FullName Table, string Column)> OriginsAt(SqlQuery query, int index) => [.. query.Parts.SelectMany(part => Within(query).FindAt(part, index) ?? [])];

    /// <summary>Whether a query has a star over something whose columns nobody knows.</summary>
    public bool HasOpenStar(SqlQuery query)
    {
        var (scope, first) = (Within(query), query.Parts[0]);
        return first.Items.Any(item => item.IsStar && scope.Sources(first).Any(source => (item.StarOf is null || source.Name == item.StarOf) && source.IsOpen));
    }

    /// <summary>What a column's name means among sources; null if nobody can tell.</summary>
    public static ResolvedColumn? Resolve(IReadOnlyList<QuerySource> sources, IReadOnlyList<string> parts)
    {
        var column = parts[^1];
        if (parts.Count > 1)
        {
            var owner = sources.FirstOrDefault(source => source.IsNamed([.. parts.Take(parts.Count - 1)]));
            return owner?.Find(column) is { } origins ? new ResolvedColumn(owner, origins) : null;
        }

        // One that surely has it, if no other may have it; or the only one that may.
        var having = sources.Select(source => (Source: source, Origins: source.Find(column))).Where(found => found.Origins is not null).ToList();
        return having.Count == 1 ? new ResolvedColumn(having[0].Source, having[0].Origins!) : null;
    }

    private IReadOnlyList<(FullName Table, string Column)>? Find(SqlSelect select, string column)
    {
        if (select.Items.FirstOrDefault(item => item.Name == column) is { } named)
        {
            return Origins(select, named);
        }

        foreach (var star in select.Items.Where(item => item.IsStar))
        {
            var sources = Sources(select).Where(source => star.StarOf is null || source.Name == star.StarOf).ToList();
            if (Resolve(sources, [column]) is { } found)
            {
                return found.Origins;
            }
        }

        return null;
    }

    private IReadOnlyList<(FullName Table, string Column)>? FindAt(SqlSelect select, int index)
    {
        // What a query in parentheses returns, it returns by itself.
        if (select is { Items: [{ IsStar: true }], Sources: [{ Query: { } only }] })
        {
            return OriginsAt(only, index);
        }

        return index < select.Items.Count && !select.Items.Take(index + 1).Any(item => item.IsStar) ? Origins(select, select.Items[index]) : null;
    }

    private IReadOnlyList<(FullName Table, string Column)> Origins(SqlSelect select, SelectItem item) =>
        item.Value is ColumnReference column ? Resolve(Sources(select), column.Parts)?.Origins ?? [] : [];

    private QuerySource Source(SqlSource source)
    {
        if (source.Query is { } query)
        {
            return new QuerySource(source.Alias, null, null, query, this, source.Columns);
        }

        if (source.Table is not { } parts)
        {
            return new QuerySource(source.Alias, null, null, null, null, []);
        }

        for (var scope = this; parts.Count == 1 && scope is not null; scope = scope._outer)
        {
            if (scope._itself == parts[0])
            {
                return new QuerySource(source.Name, null, null, null, null, []);
            }

            if (scope._named.TryGetValue(parts[0], out var named))
            {
                return new QuerySource(source.Name, null, null, named.Query, scope._outer!.WithinNamed(named), source.Columns.Count > 0 ? source.Columns : named.Columns);
            }
        }

        FullName? table = parts.Count switch
        {
            1 when _database is not null && _schema is not null => new FullName(_database, _schema, parts[0]),
            2 when _database is not null => new FullName(_database, parts[0], parts[1]),
            3 => new FullName(parts[0], parts[1], parts[2]),
            _ => null,
        };
        var columns = table is { } full && _columns.TryGetValue(full, out var known) ? (IReadOnlyCollection<string>)[.. known.Keys] : null;
        return new QuerySource(source.Name, table, columns, null, null, []);
    }
}
