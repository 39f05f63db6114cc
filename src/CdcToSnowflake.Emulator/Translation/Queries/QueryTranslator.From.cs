using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

internal sealed partial class QueryTranslator
{
    /// <summary>One source of FROM: its text, its alias in the text, and its columns into the scope.</summary>
    public (string Sql, string Alias) Source(TableSource source, ColumnScope scope) => source switch
    {
        NamedTable { Name.Parts: ["DUAL"], Alias: null } when scope.Tables.Find("DUAL") is null => (string.Empty, string.Empty),
        NamedTable table => Named(table, scope),
        EarlierResult earlier => Aliased(_context.Names.ResolveResult(earlier.Back, earlier.Position), earlier.Alias, "$" + earlier.Back.ToString(null, null), table: null, scope),
        DerivedTable derived => Derived(derived, scope),
        JoinedTable join => (Join(join, scope), string.Empty),
        StageTable stage => Aliased(_context.Names.ResolveStage(stage), stage.Alias, stage.Stage.Name.Name, table: null, scope),
        FunctionTable function => TableFunction(function, scope),
        _ => throw new NotEmulatedException(source.GetType().Name, source.Position),
    };

    private static void AddColumns(ColumnScope scope, string source, string alias, IReadOnlyList<RelationColumn> columns, ObjectName? table)
    {
        var quoted = PhysicalName.Quote(alias);
        foreach (var column in columns)
        {
            scope.Columns.Add(new VisibleColumn(source, column.Name, column.Type, $"{quoted}.{PhysicalName.Quote(column.Physical)}")
            {
                Physical = column.Physical, Table = table, InStar = column.InStar,
            });
        }
    }

    private (string Sql, string Alias) Named(NamedTable table, ColumnScope scope)
    {
        var own = table.Name.Parts.Count == 1 ? scope.Tables.Find(table.Name.Name) : null;
        var relation = own ?? _context.Names.ResolveRelation(table);
        return Aliased(relation, table.Alias, table.Name.Name, table.Name, scope);
    }

    private (string Sql, string Alias) Aliased(Relation relation, TableAlias? given, string name, ObjectName? table, ColumnScope scope)
    {
        var source = given?.Name ?? name;
        var alias = _context.Aliases.Next(source);
        var columns = given is null ? relation.Columns : Renamed(relation.Columns, given.Columns, given.Position);
        AddColumns(scope, source, alias, columns, given is null ? table : null);
        if (relation.Document is { } fields)
        {
            scope.Documents.Add(new VisibleDocument(source, alias, fields));
        }

        return ($"{relation.Sql} AS {PhysicalName.Quote(alias)}", alias);
    }

    private (string Sql, string Alias) Derived(DerivedTable derived, ColumnScope scope)
    {
        var query = Translate(derived.Query, derived.Lateral ? scope : scope.Outer, scope.Tables);
        var relation = query.AsRelation();
        var (sql, alias) = Aliased(relation, derived.Alias, derived.Alias?.Name ?? "SUBQUERY", table: null, scope);
        if (derived.Alias is null)
        {
            Anonymous(scope, query.Columns.Count);
        }

        return (derived.Lateral ? "LATERAL " + sql : sql, alias);
    }

    /// <summary>Without an alias no qualifier reaches the columns.</summary>
    private static void Anonymous(ColumnScope scope, int count)
    {
        for (var i = scope.Columns.Count - count; i < scope.Columns.Count; i++)
        {
            scope.Columns[i] = scope.Columns[i] with { Source = string.Empty };
        }
    }

    private string Join(JoinedTable join, ColumnScope scope)
    {
        var start = scope.Columns.Count;
        var left = Source(join.Left, scope).Sql;
        var middle = scope.Columns.Count;
        var right = Source(join.Right, scope).Sql;
        var shared = join.Natural ? SharedNames(scope, start, middle) : join.Using;
        var kind = join.Kind.ToString().ToUpperInvariant();
        if (shared.Count > 0)
        {
            return $"{left} {kind} JOIN {Nested(join.Right, right)} ON {Using(join, shared, scope, start, middle)}";
        }

        if (join.On is { } on)
        {
            var condition = new ExpressionTranslator(_context, scope).Condition(on);
            return $"{left} {(join.Kind == JoinKind.Cross ? "INNER" : kind)} JOIN {Nested(join.Right, right)} ON {condition}";
        }

        return join.Kind is JoinKind.Cross or JoinKind.Inner
            ? $"{left} CROSS JOIN {Nested(join.Right, right)}"
            : $"{left} {kind} JOIN {Nested(join.Right, right)} ON true";
    }

    private static string Nested(TableSource source, string sql) => source is JoinedTable ? "(" + sql + ")" : sql;

    private static NodeList<string> SharedNames(ColumnScope scope, int start, int middle)
    {
        var left = scope.Columns.Take(middle).Skip(start).Where(column => column.Unqualified).Select(column => column.Name).ToList();
        return [.. scope.Columns.Skip(middle).Select(column => column.Name).Where(left.Contains).Distinct()];
    }

    private static string Using(JoinedTable join, NodeList<string> names, ColumnScope scope, int start, int middle)
    {
        var conditions = new List<string>();
        foreach (var name in names)
        {
            var left = scope.Columns.FindIndex(start, middle - start, column => column.Name == name && column.Unqualified);
            var right = scope.Columns.FindIndex(middle, column => column.Name == name && column.Unqualified);
            if (left < 0 || right < 0)
            {
                throw SnowflakeException.InvalidIdentifier(join.Position, SqlText.Identifier(name));
            }

            var (a, b) = (scope.Columns[left], scope.Columns[right]);
            var (x, y) = ExpressionTranslator.Comparable(new TranslatedExpression(a.Sql, a.Type), new TranslatedExpression(b.Sql, b.Type), join.Position);
            conditions.Add($"{x} = {y}");
            scope.Columns[join.Kind == JoinKind.Right ? left : right] = (join.Kind == JoinKind.Right ? a : b) with { Unqualified = false };
            if (join.Kind == JoinKind.Full)
            {
                scope.Columns[left] = a with { Unqualified = false };
                scope.Columns.Insert(middle, a with { Source = string.Empty, Table = null, Sql = $"coalesce({a.Sql}, {b.Sql})" });
                middle++;
            }
        }

        return string.Join(" AND ", conditions);
    }
}
