using System.Runtime.CompilerServices;
using System.Text;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>Queries to DuckDB's text: WITH, set operations, ORDER BY and LIMIT here; SELECT and FROM in their own files.</summary>
internal sealed partial class QueryTranslator
{
    private readonly TranslationContext _context;

    public QueryTranslator(TranslationContext context) => _context = context;

    public TranslatedQuery Translate(Query query, ColumnScope? outer, TableExpressions tables)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw SnowflakeException.Compilation(query.Position, "the query is nested too deeply.");
        }

        var sql = new StringBuilder();
        if (query.With.Count > 0)
        {
            tables = new TableExpressions(tables);
            sql.Append(With(query, outer, tables));
        }

        var (body, columns, order) = query.Body is SelectBody select ? Select(select, query, outer, tables) : Other(query, outer, tables);
        sql.Append(body).Append(order);
        var constants = new ExpressionTranslator(_context, new ColumnScope(outer, tables));
        if ((query.Limit ?? (query.Body as SelectBody)?.Top) is { } limit)
        {
            sql.Append(" LIMIT ").Append(constants.Translate(limit).Sql);
        }

        if (query.Offset is { } offset)
        {
            sql.Append(" OFFSET ").Append(constants.Translate(offset).Sql);
        }

        return new TranslatedQuery(sql.ToString(), columns);
    }

    /// <summary>NULLS LAST ascending and FIRST descending, unless said.</summary>
    public static string Direction(OrderItem item) =>
        (item.Descending ? " DESC" : " ASC") + ((item.NullsFirst ?? item.Descending) ? " NULLS FIRST" : " NULLS LAST");

    private string With(Query query, ColumnScope? outer, TableExpressions tables)
    {
        var parts = new List<string>();
        foreach (var table in query.With)
        {
            var name = _context.Aliases.Next(table.Name + "~CTE");
            var inner = IsRecursive(table) ? Recursive(table, name, outer, tables) : Translate(table.Query, outer, tables);
            var columns = Renamed(inner.Columns, table.Columns, table.Position);
            tables.Add(table.Name, new Relation(PhysicalName.Quote(name), columns));
            parts.Add($"{PhysicalName.Quote(name)} AS ({inner.Sql})");
        }

        return (query.With.Any(IsRecursive) ? "WITH RECURSIVE " : "WITH ") + string.Join(", ", parts) + " ";
    }

    private static IReadOnlyList<RelationColumn> Renamed(IReadOnlyList<RelationColumn> columns, NodeList<string> names, TextPosition position)
    {
        if (names.Count == 0)
        {
            return columns;
        }

        if (names.Count > columns.Count)
        {
            throw SnowflakeException.Compilation(position, $"{names.Count} column names for {columns.Count} columns.");
        }

        return [.. columns.Select((column, i) => i < names.Count ? column with { Name = names[i], Physical = column.Physical } : column)];
    }

    /// <summary>Snowflake lets the word RECURSIVE away: a table is recursive when its second half reads itself.</summary>
    private static bool IsRecursive(CommonTableExpression table) =>
        table.Query.Body is SetOperationBody { Operator: SetOperator.Union, Right: SelectBody right } && right.From.Any(source => Reads(source, table.Name));

    private static bool Reads(TableSource source, string name) => source switch
    {
        NamedTable table => table.Name.Parts is [var only] && only == name,
        JoinedTable join => Reads(join.Left, name) || Reads(join.Right, name),
        _ => false,
    };

    private TranslatedQuery Recursive(CommonTableExpression table, string name, ColumnScope? outer, TableExpressions tables)
    {
        if (table.Query is not { With.Count: 0, OrderBy.Count: 0, Limit: null, Offset: null })
        {
            throw new NotEmulatedException($"WITH, ORDER BY, LIMIT and OFFSET of the recursive table {table.Name}", table.Position, "Write them in the query that reads the table.");
        }

        var union = (SetOperationBody)table.Query.Body;
        var anchor = Translate(new Query(union.Left) { Position = union.Position }, outer, tables);

        // DuckDB gives the whole table the anchor's types: make them as wide as Snowflake lets numbers grow.
        var columns = anchor.Columns.Select(column =>
            column.Type.Kind == TypeKind.Number ? column with { Type = DataType.Number(38, NumberRules.Scale(column.Type)) } : column with { Type = Unbounded(column.Type) }).ToList();
        var inner = new TableExpressions(tables);
        inner.Add(table.Name, new Relation(PhysicalName.Quote(name), Renamed(columns, table.Columns, table.Position)));
        var step = Translate(new Query(union.Right) { Position = union.Position }, outer, inner);
        RequireSameCount(anchor.Columns.Count, step.Columns.Count, union.Position);
        return new TranslatedQuery(
            $"{Converted(anchor, columns, union.Position)} UNION {(union.All ? "ALL " : string.Empty)}{Converted(step, columns, union.Position)}", columns);
    }

    private static DataType Unbounded(DataType type) => type.Kind == TypeKind.Varchar ? DataType.Varchar : type;

    private static void RequireSameCount(int left, int right, TextPosition position)
    {
        if (left != right)
        {
            throw new SnowflakeException(1789, "42601",
                $"SQL compilation error: ({position}) invalid number of result columns for set operator input branches, expected {left}, got {right}");
        }
    }

    /// <summary>The query with each column cast to a type, under the names given.</summary>
    private string Converted(TranslatedQuery query, IReadOnlyList<RelationColumn> columns, TextPosition position, bool isCanonical = false)
    {
        var alias = PhysicalName.Quote(_context.Aliases.Next("SIDE"));
        var items = columns.Select((column, i) =>
        {
            var value = new TranslatedExpression($"{alias}.{PhysicalName.Quote(query.Columns[i].Physical)}", query.Columns[i].Type);
            var converted = Conversion.Cast(value, column.Type, position);
            return $"{(isCanonical ? Documents.Canonical(converted) : converted.Sql)} AS {PhysicalName.Quote(column.Physical)}";
        });
        return $"SELECT {string.Join(", ", items)} FROM ({query.Sql}) AS {alias}";
    }

    /// <summary>A body that is no SELECT: ORDER BY sees only its columns.</summary>
    private (string Sql, IReadOnlyList<RelationColumn> Columns, string Order) Other(Query query, ColumnScope? outer, TableExpressions tables)
    {
        var body = Body(query.Body, outer, tables);
        if (query.OrderBy.Count == 0)
        {
            return (body.Sql, body.Columns, string.Empty);
        }

        var alias = _context.Aliases.Next("ORDERED");
        var scope = new ColumnScope(outer, tables);
        AddColumns(scope, string.Empty, alias, body.Columns, table: null);
        var order = OrderBy(query, body.Columns, [.. scope.Columns.Select(column => column.Sql)], new ExpressionTranslator(_context, scope));
        return ($"SELECT * FROM ({body.Sql}) AS {PhysicalName.Quote(alias)}", body.Columns, order);
    }

    private static string OrderBy(Query query, IReadOnlyList<RelationColumn> columns, List<string> values, ExpressionTranslator translator)
    {
        if (query.OrderBy.Count == 0)
        {
            return string.Empty;
        }

        var items = query.OrderByAll
            ? columns.Select((_, i) => Column(i) + Direction(query.OrderBy[0]))
            : query.OrderBy.Select(item => Key(item) + Direction(item));
        return " ORDER BY " + string.Join(", ", items);

        string Key(OrderItem item)
        {
            if (item.Expression is NumberLiteral number && int.TryParse(number.Text, out var ordinal))
            {
                return ordinal >= 1 && ordinal <= columns.Count
                    ? Column(ordinal - 1)
                    : throw SnowflakeException.Compilation(item.Position, $"ORDER BY {number.Text} is out of range: there are {columns.Count} columns.");
            }

            if (item.Expression is ColumnReference { Parts.Count: 1 } reference)
            {
                var found = columns.Index().Where(column => column.Item.Name == reference.Name).ToList();
                if (found.Count == 1)
                {
                    return Column(found[0].Index);
                }
            }

            return Documents.Ordered(translator.Translate(item.Expression));
        }

        // DuckDB takes a result's column by its number, and what is made of one not at all beside DISTINCT.
        string Column(int index) => !columns[index].Type.IsSemiStructured ? (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : query.Body is SelectBody { Distinct: true } ? throw new NotEmulatedException("ORDER BY a VARIANT beside DISTINCT", query.Position)
            : Documents.Ordered(new TranslatedExpression(values[index], columns[index].Type));
    }
}
