using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Tests.Parsing;

internal static partial class SqlPrinter
{
    private static string Print(Query query)
    {
        var with = query.With.Count > 0 ? $"WITH {List(query.With, t => $"{Name(t.Name)}{NamesIf(t.Columns)} AS ({Print(t.Query)})")} " : string.Empty;
        var order = query.OrderBy.Count > 0 ? " ORDER BY " + List(query.OrderBy, Print) : string.Empty;
        return with + Print(query.Body) + order + If(query.Limit, l => " LIMIT " + Print(l)) + If(query.Offset, o => " OFFSET " + Print(o));
    }

    private static string Print(QueryBody body) => body switch
    {
        NestedBody nested => $"({Print(nested.Query)})",
        ValuesBody values => "VALUES " + List(values.Rows, row => $"({List(row, Print)})"),
        SetOperationBody operation => $"{Print(operation.Left)} {operation.Operator.ToString().ToUpperInvariant()}{If(operation.All, " ALL")}{If(operation.ByName, " BY NAME")} {Print(operation.Right)}",
        SelectBody select => Print(select),
        _ => throw new InvalidOperationException(body.GetType().Name),
    };

    private static string Print(SelectBody select) =>
        $"SELECT {If(select.Distinct, "DISTINCT ")}{If(select.Top, t => $"TOP {Print(t)} ")}{List(select.Items, Print)}"
        + (select.Into.Count > 0 ? " INTO " + List(select.Into, name => ":" + Name(name)) : string.Empty)
        + (select.From.Count > 0 ? " FROM " + List(select.From, Print) : string.Empty)
        + If(select.Where, w => " WHERE " + Print(w))
        + If(select.GroupBy, g => " GROUP BY " + (g.All ? "ALL" : List(g.Elements, Print)))
        + If(select.Having, h => " HAVING " + Print(h))
        + If(select.Qualify, q => " QUALIFY " + Print(q));

    private static string Print(GroupingElement element) => element.Kind switch
    {
        GroupingKind.Expression => Print(element.Sets[0][0]),
        GroupingKind.GroupingSets => $"GROUPING SETS ({List(element.Sets, Set)})",
        _ => $"{element.Kind.ToString().ToUpperInvariant()} ({List(element.Sets, Set)})",
    };

    private static string Set(NodeList<Expression> set) => set.Count == 1 ? Print(set[0]) : $"({List(set, Print)})";

    private static string Print(SelectItem item) => item switch
    {
        ExpressionItem expression => Print(expression.Expression) + If(expression.Alias, a => " AS " + Name(a)),
        StarItem star => If(star.Qualifier, q => Name(q) + ".") + "*" + If(star.Like, l => " ILIKE " + Text(l))
            + If(star.Exclude.Count > 0, " EXCLUDE " + Names(star.Exclude))
            + If(star.Replace.Count > 0, $" REPLACE ({List(star.Replace, r => $"{Print(r.Expression)} AS {Name(r.Name)}")})")
            + If(star.Rename.Count > 0, $" RENAME ({List(star.Rename, r => $"{Name(r.Name)} AS {Name(r.NewName)}")})"),
        _ => throw new InvalidOperationException(item.GetType().Name),
    };

    private static string Print(TableAlias alias) => " AS " + Name(alias.Name) + NamesIf(alias.Columns);

    private static string Print(TableSource source) => source switch
    {
        EarlierResult e => $"${Number(e.Back)}{If(e.Alias, Print)}",
        NamedTable table => Name(table.Name) + If(table.AtStream, s => $" AT (STREAM => {Text(s)})") + If(table.Alias, Print),
        DerivedTable { Query: { Body: ValuesBody, With.Count: 0 } } values when !values.Lateral => Print(values.Query.Body) + If(values.Alias, Print),
        DerivedTable derived => $"{If(derived.Lateral, "LATERAL ")}({Print(derived.Query)}){If(derived.Alias, Print)}",
        FunctionTable function => If(function.Lateral, "LATERAL ") + $"TABLE({Call(function.Call)})" + If(function.Alias, Print),
        StageTable stage => Print(stage.Stage)
            + If(stage.FileFormat is not null || stage.Pattern is not null,
                $" ({string.Join(", ", new[] { If(stage.FileFormat, f => "FILE_FORMAT => " + Text(f)), If(stage.Pattern, p => "PATTERN => " + Text(p)) }.Where(t => t.Length > 0))})")
            + If(stage.Alias, Print),
        JoinedTable join => $"{Print(join.Left)} {If(join.Natural, "NATURAL ")}{join.Kind.ToString().ToUpperInvariant()} JOIN {(join.Right is JoinedTable ? $"({Print(join.Right)})" : Print(join.Right))}"
            + If(join.On, on => " ON " + Print(on)) + If(join.Using.Count > 0, " USING " + Names(join.Using)),
        _ => throw new InvalidOperationException(source.GetType().Name),
    };

    private static string Print(StageReference stage) => Text("@" + Name(stage.Name) + "/" + stage.Path);
}
