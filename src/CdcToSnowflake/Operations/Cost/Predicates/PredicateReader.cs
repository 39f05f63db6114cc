using CdcToSnowflake.Operations.Cost.Reading;

namespace CdcToSnowflake.Operations.Cost.Predicates;

/// <summary>Finds the columns by which a statement chooses rows: compared with constants, or joined. Only those count whose order is that of what is compared: a function's result says nothing of where rows lie.</summary>
internal sealed class PredicateReader
{
    // Functions that keep the order, so that a partition's least and greatest value still tell.
    private static readonly HashSet<string> KeepingOrder = new(StringComparer.Ordinal)
    {
        "TO_DATE", "DATE", "DATE_TRUNC", "TRUNC", "TO_TIMESTAMP", "TO_TIMESTAMP_NTZ", "TO_TIMESTAMP_LTZ", "TO_TIMESTAMP_TZ", "TO_DATETIME", "TO_NUMBER", "TO_DECIMAL", "TO_NUMERIC", "TO_INT", "TO_INTEGER", "TO_BIGINT", "TO_FLOAT", "TO_DOUBLE",
    };

    private readonly HashSet<ColumnUse> _uses = [];

    /// <summary>The columns, each once in each way.</summary>
    public IReadOnlyCollection<ColumnUse> Uses => _uses;

    /// <summary>How many columns in predicates couldn't be told a table.</summary>
    public int Unresolved { get; private set; }

    /// <summary>Reads a statement.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="database">The database that it ran in; null for none.</param>
    /// <param name="schema">The schema that it ran in; null for none.</param>
    /// <param name="columns">The columns of tables that are known.</param>
    /// <exception cref="UnreadableQueryException">It can't be read.</exception>
    public static PredicateReader Read(string text, string? database, string? schema, IReadOnlyDictionary<FullName, IReadOnlyDictionary<string, string>> columns)
    {
        var reader = new PredicateReader();
        reader.Query(SqlReader.Read(text), new QueryScope(database, schema, columns), []);
        return reader;
    }

    private void Query(SqlQuery query, QueryScope outer, IReadOnlyList<QuerySource> around)
    {
        var scope = outer;
        foreach (var named in query.With)
        {
            Query(named.Query, scope.WithinNamed(named), []);
            scope = scope.Within(new SqlQuery([named], []));
        }

        foreach (var part in query.Parts)
        {
            var sources = scope.Sources(part);
            foreach (var condition in part.Conditions)
            {
                _uses.UnionWith(Condition(condition, sources, around));
                Inner(condition, scope, sources);
            }

            foreach (var other in part.Others)
            {
                Inner(other, scope, sources);
            }

            foreach (var source in part.Sources.Where(source => source.Query is not null))
            {
                // LATERAL may name those beside it.
                Query(source.Query!, scope, sources);
            }
        }
    }

    private void Inner(SqlExpression expression, QueryScope scope, IReadOnlyList<QuerySource> sources)
    {
        switch (expression)
        {
            case SubqueryExpression inner:
                Query(inner.Query, scope, sources);
                break;
            case Operation operation:
                foreach (var operand in operation.Operands)
                {
                    Inner(operand, scope, sources);
                }

                break;
        }
    }

    private IEnumerable<ColumnUse> Condition(SqlExpression condition, IReadOnlyList<QuerySource> sources, IReadOnlyList<QuerySource> around) => condition switch
    {
        Operation { Name: "AND" } both => [.. both.Operands.SelectMany(operand => Condition(operand, sources, around))],
        Operation { Name: "OR" } either => Either([.. either.Operands.Select(operand => Condition(operand, sources, around).ToList())]),
        Operation { Name: "=", Operands: [var left, var right] } => [.. Compared(left, right, ColumnUseKind.Equality, sources, around), .. Compared(right, left, ColumnUseKind.Equality, sources, around)],
        Operation { Name: "<" or ">" or "<=" or ">=", Operands: [var left, var right] } => [.. Compared(left, right, ColumnUseKind.Range, sources, around), .. Compared(right, left, ColumnUseKind.Range, sources, around)],
        Operation { Name: "IN", Operands: [var left, var list] } => Compared(left, list, ColumnUseKind.Equality, sources, around),
        Operation { Name: "BETWEEN", Operands: [var left, var from, var to] } => Compared(left, new Operation("ROW", [from, to]), ColumnUseKind.Range, sources, around),
        Operation { Name: "LIKE", Operands: [var left, ConstantExpression pattern] } when pattern.Text.Length > 0 && pattern.Text[0] is not ('%' or '_') => Compared(left, pattern, ColumnUseKind.Range, sources, around),
        _ => [],
    };

    // Of an OR only what each side says tells anything.
    private static IEnumerable<ColumnUse> Either(IReadOnlyList<List<ColumnUse>> sides) => sides[0]
        .Where(use => use.Kind != ColumnUseKind.Join && sides.All(side => side.Any(other => other.Table == use.Table && other.Column == use.Column && other.Kind != ColumnUseKind.Join)))
        .Select(use => sides.All(side => side.Contains(use)) ? use : use with { Kind = ColumnUseKind.Range });

    private IEnumerable<ColumnUse> Compared(SqlExpression side, SqlExpression other, ColumnUseKind kind, IReadOnlyList<QuerySource> sources, IReadOnlyList<QuerySource> around)
    {
        if (Bare(side) is not { } column)
        {
            return [];
        }

        if (QueryScope.Resolve(sources, column.Parts) is not { } resolved)
        {
            // A column of the query around is a constant here.
            Unresolved += QueryScope.Resolve(around, column.Parts) is null ? 1 : 0;
            return [];
        }

        // Compared with what the same source says of another column, the row itself must be read.
        var columns = Columns(other).ToList();
        var beside = columns.Select(one => QueryScope.Resolve(sources, one.Parts)?.Source).ToList();
        if (beside.Contains(resolved.Source))
        {
            return [];
        }

        var isJoin = beside.Count > 0 || HasQuery(other);
        return isJoin && kind != ColumnUseKind.Equality ? [] : resolved.Origins.Select(origin => new ColumnUse(origin.Table, origin.Column, isJoin ? ColumnUseKind.Join : kind));
    }

    private static ColumnReference? Bare(SqlExpression expression) => expression switch
    {
        ColumnReference column => column,
        Operation operation when KeepingOrder.Contains(operation.Name) && operation.Operands.Where(operand => operand is not ConstantExpression).ToList() is [var inner] => Bare(inner),
        _ => null,
    };

    private static IEnumerable<ColumnReference> Columns(SqlExpression expression) => expression switch
    {
        ColumnReference column => [column],
        Operation operation => operation.Operands.SelectMany(Columns),
        _ => [],
    };

    private static bool HasQuery(SqlExpression expression) => expression is SubqueryExpression || (expression is Operation operation && operation.Operands.Any(HasQuery));
}
