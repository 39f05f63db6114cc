using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Tests.Parsing;

internal static partial class SqlPrinter
{
    public static string Print(Expression expression) => expression switch
    {
        NullLiteral => "NULL",
        BooleanLiteral boolean => boolean.Value ? "TRUE" : "FALSE",
        NumberLiteral number => number.Text,
        StringLiteral text => Text(text.Value),
        IntervalLiteral interval => "INTERVAL " + Text(interval.Value),
        ColumnReference column => string.Join('.', column.Parts.Select(Name)),
        PositionalColumn column => If(column.Qualifier, q => Name(q) + ".") + "$" + Number(column.Index),
        BoundVariable variable => ":" + Name(variable.Name),
        SessionVariable variable => "$" + variable.Name,
        ParameterMarker => "?",
        StarExpression star => If(star.Qualifier, q => Name(q) + ".") + "*",
        UnaryExpression unary => $"({unary.Operator switch { UnaryOperator.Not => "NOT ", UnaryOperator.Minus => "- ", _ => "+ " }}{Print(unary.Operand)})",
        BinaryExpression binary => $"({Print(binary.Left)} {Operator(binary.Operator)} {Print(binary.Right)})",
        CastExpression { IsTry: true } cast => $"TRY_CAST({Print(cast.Operand)} AS {Type(cast.Type)})",
        CastExpression cast => $"({Print(cast.Operand)})::{Type(cast.Type)}",
        CollateExpression collate => $"({Print(collate.Operand)}) COLLATE {Text(collate.Collation)}",
        PathExpression path => $"({Print(path.Operand)}):{Name(path.Key)}",
        ElementExpression element => $"({Print(element.Operand)})[{Print(element.Index)}]",
        CaseExpression @case => $"CASE {If(@case.Operand, Print)} {string.Concat(@case.Branches.Select(b => $"WHEN {Print(b.Condition)} THEN {Print(b.Result)} "))}{If(@case.Else, e => "ELSE " + Print(e))} END",
        TupleExpression tuple => $"({List(tuple.Items, Print)})",
        InListExpression @in => $"({Print(@in.Operand)} {If(@in.Negated, "NOT ")}IN ({List(@in.Items, Print)}))",
        InQueryExpression @in => $"({Print(@in.Operand)} {If(@in.Negated, "NOT ")}IN ({Print(@in.Query)}))",
        QuantifiedExpression quantified => $"({Print(quantified.Operand)} {Operator(quantified.Operator)} {quantified.Quantifier.ToString().ToUpperInvariant()} ({Print(quantified.Query)}))",
        BetweenExpression between => $"({Print(between.Operand)} {If(between.Negated, "NOT ")}BETWEEN {Print(between.Low)} AND {Print(between.High)})",
        LikeExpression like => Like(like),
        RegexpExpression regexp => $"({Print(regexp.Operand)} {If(regexp.Negated, "NOT ")}RLIKE {Print(regexp.Pattern)})",
        IsNullExpression isNull => $"({Print(isNull.Operand)} IS {If(isNull.Negated, "NOT ")}NULL)",
        IsTruthExpression truth => $"({Print(truth.Operand)} IS {If(truth.Negated, "NOT ")}{(truth.Value ? "TRUE" : "FALSE")})",
        IsDistinctExpression distinct => $"({Print(distinct.Left)} IS {If(distinct.Negated, "NOT ")}DISTINCT FROM {Print(distinct.Right)})",
        ExistsExpression exists => $"EXISTS ({Print(exists.Query)})",
        SubqueryExpression subquery => $"({Print(subquery.Query)})",
        ArrayLiteral array => $"[{List(array.Items, Print)}]",
        ObjectLiteral literal => $"{{{List(literal.Entries, entry => $"{Text(entry.Key)}: {Print(entry.Value)}")}}}",
        FunctionCall call => Call(call),
        DefaultExpression => "DEFAULT",
        _ => throw new InvalidOperationException(expression.GetType().Name),
    };

    private static string Like(LikeExpression like)
    {
        var patterns = like.Quantifier == Quantifier.None ? Print(like.Patterns[0]) : $"{like.Quantifier.ToString().ToUpperInvariant()} ({List(like.Patterns, Print)})";
        return $"({Print(like.Operand)} {If(like.Negated, "NOT ")}{(like.IgnoreCase ? "ILIKE" : "LIKE")} {patterns}{If(like.Escape, e => " ESCAPE " + Print(e))})";
    }

    private static string Operator(BinaryOperator operation) => operation switch
    {
        BinaryOperator.Or => "OR",
        BinaryOperator.And => "AND",
        BinaryOperator.Equal => "=",
        BinaryOperator.NotEqual => "<>",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Modulo => "%",
        _ => "||",
    };

    private static string Call(FunctionCall call)
    {
        var name = string.Join('.', call.Name.Parts.Select(SqlText.Identifier));
        var arguments = List(call.Arguments, Argument);
        var nulls = call.IgnoreNulls switch { true => " IGNORE NULLS", false => " RESPECT NULLS", null => string.Empty };
        var within = call.WithinGroup.Count > 0 ? $" WITHIN GROUP (ORDER BY {List(call.WithinGroup, Print)})" : string.Empty;
        return $"{name}({If(call.Distinct, "DISTINCT ")}{arguments}){within}{nulls}{If(call.Window, w => " OVER " + Window(w))}";
    }

    private static string Argument(FunctionArgument argument) => If(argument.Name, name => name + " => ") + Print(argument.Value);

    private static string Window(WindowSpecification window)
    {
        var partition = window.PartitionBy.Count > 0 ? "PARTITION BY " + List(window.PartitionBy, Print) : string.Empty;
        var order = window.OrderBy.Count > 0 ? " ORDER BY " + List(window.OrderBy, Print) : string.Empty;
        return $"({partition}{order}{If(window.Frame, f => $" {f.Unit.ToString().ToUpperInvariant()} BETWEEN {Bound(f.Start)} AND {Bound(f.End)}")})";
    }

    private static string Bound(FrameBound bound) => bound.Kind switch
    {
        FrameBoundKind.UnboundedPreceding => "UNBOUNDED PRECEDING",
        FrameBoundKind.UnboundedFollowing => "UNBOUNDED FOLLOWING",
        FrameBoundKind.CurrentRow => "CURRENT ROW",
        FrameBoundKind.Preceding => Print(bound.Offset!) + " PRECEDING",
        _ => Print(bound.Offset!) + " FOLLOWING",
    };

    private static string Print(OrderItem item) =>
        (item.Expression is StarExpression ? "ALL" : Print(item.Expression)) + If(item.Descending, " DESC")
        + item.NullsFirst switch { true => " NULLS FIRST", false => " NULLS LAST", null => string.Empty };
}
