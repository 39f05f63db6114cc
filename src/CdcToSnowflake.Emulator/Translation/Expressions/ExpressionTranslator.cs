using System.Globalization;
using System.Runtime.CompilerServices;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>Expressions of one scope to DuckDB's text.</summary>
internal sealed partial class ExpressionTranslator
{
    private readonly TranslationContext _context;
    private readonly ColumnScope _scope;

    public ExpressionTranslator(TranslationContext context, ColumnScope scope)
    {
        _context = context;
        _scope = scope;
    }

    public TranslationContext Context => _context;

    public ColumnScope Scope => _scope;

    public TranslatedExpression Translate(Expression expression)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw SnowflakeException.Compilation(expression.Position, "the expression is nested too deeply.");
        }

        return expression switch
        {
            NullLiteral => new TranslatedExpression("NULL", DataType.Null),
            BooleanLiteral boolean => new TranslatedExpression(boolean.Value ? "true" : "false", DataType.Boolean),
            NumberLiteral number => NumberValue(number),
            StringLiteral text => new TranslatedExpression(DuckDbText.Literal(text.Value), new DataType(TypeKind.Varchar, text.Value.Length)),
            ColumnReference column => Column(column),
            PositionalColumn column => Positional(column),
            BoundVariable variable => _context.Names.ResolveVariable(variable.Name) ?? throw NoVariable(variable, ":" + variable.Name),
            SessionVariable variable => _context.Names.ResolveSessionVariable(variable.Name) ?? throw NoVariable(variable, "$" + variable.Name),
            ParameterMarker marker => _context.Names.ResolveParameter(marker.Ordinal) ?? throw NoVariable(marker, "?" + marker.Ordinal.ToString(CultureInfo.InvariantCulture)),
            UnaryExpression unary => Unary(unary),
            BinaryExpression binary => Binary(binary),
            CastExpression cast => Cast(cast),
            PathExpression path => Path(path),
            ElementExpression element => Element(element),
            CaseExpression @case => Case(@case),
            TupleExpression tuple => new TranslatedExpression("(" + string.Join(", ", tuple.Items.Select(item => Translate(item).Sql)) + ")", DataType.Null),
            InListExpression @in => InList(@in),
            InQueryExpression @in => InQuery(@in),
            QuantifiedExpression quantified => Quantified(quantified),
            BetweenExpression between => Between(between),
            LikeExpression like => Like(like),
            RegexpExpression regexp => Boolean($"({(regexp.Negated ? "NOT " : string.Empty)}regexp_full_match({Text(regexp.Operand)}, {Text(regexp.Pattern)}))"),
            IsNullExpression isNull => Boolean($"({Translate(isNull.Operand).Sql} IS {(isNull.Negated ? "NOT " : string.Empty)}NULL)"),
            IsTruthExpression truth => Boolean($"({Condition(truth.Operand)} IS {(truth.Negated ? "NOT " : string.Empty)}{(truth.Value ? "TRUE" : "FALSE")})"),
            IsDistinctExpression distinct => IsDistinct(distinct.Left, distinct.Right, distinct.Negated),
            ExistsExpression exists => Boolean($"EXISTS ({Subquery(exists.Query).Sql})"),
            SubqueryExpression subquery => Scalar(subquery),
            ArrayLiteral array => new TranslatedExpression(Documents.Array(array.Items.Select(Json)), DataType.Array),
            ObjectLiteral entries => Object(entries),
            FunctionCall call => KnownFunctions.Translate(call, this),
            CollateExpression collate => throw new NotEmulatedException("COLLATE", collate.Position),
            IntervalLiteral interval => throw new NotEmulatedException("INTERVAL anywhere but beside + or -", interval.Position),
            DefaultExpression other => throw SnowflakeException.Syntax(other.Position, "DEFAULT may stand only in VALUES and SET"),
            StarExpression star => throw SnowflakeException.Syntax(star.Position, "unexpected '*'"),
            var other => throw new NotEmulatedException(other.GetType().Name, other.Position),
        };
    }

    public string Condition(Expression expression) => Conversion.Coerce(Translate(expression), DataType.Boolean, expression.Position).Sql;

    public TranslatedQuery Subquery(Query query) => _scope.IsValues
        ? throw SnowflakeException.InvalidInValues("a subquery", query.Position)
        : new QueryTranslator(_context).Translate(query, _scope, _scope.Tables);

    private static TranslatedExpression Boolean(string sql) => new(sql, DataType.Boolean);

    private static SnowflakeException NoVariable(Expression expression, string name) =>
        SnowflakeException.Compilation(expression.Position, $"Bind variable {name} not set.");

    private string Text(Expression expression) => Conversion.Coerce(Translate(expression), DataType.Varchar, expression.Position).Sql;

    private string Json(Expression expression) => Conversion.Coerce(Translate(expression), DataType.Variant, expression.Position).Sql;

    private static TranslatedExpression NumberValue(NumberLiteral number)
    {
        var text = number.Text;
        if (text.Contains('e', StringComparison.OrdinalIgnoreCase))
        {
            return new TranslatedExpression($"CAST({text} AS DOUBLE)", DataType.Float);
        }

        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = (point < 0 ? text : text[..point]).TrimStart('0');
        var fraction = point < 0 ? string.Empty : text[(point + 1)..];
        var precision = Math.Max(whole.Length + fraction.Length, 1);
        if (precision > 38 || fraction.Length > 37)
        {
            return new TranslatedExpression($"CAST({text} AS DOUBLE)", DataType.Float);
        }

        var type = DataType.Number(precision, fraction.Length);
        var plain = (whole.Length == 0 ? "0" : whole) + (fraction.Length > 0 ? "." + fraction : string.Empty);
        return new TranslatedExpression(plain, type);
    }

    private TranslatedExpression Scalar(SubqueryExpression subquery)
    {
        var query = Subquery(subquery.Query);
        return query.Columns.Count == 1
            ? new TranslatedExpression($"({query.Sql})", query.Columns[0].Type)
            : throw SnowflakeException.Compilation(subquery.Position, $"a scalar subquery returns one column, this one returns {query.Columns.Count}.");
    }

    private TranslatedExpression Cast(CastExpression cast)
    {
        if (cast.Operand is IntervalLiteral interval)
        {
            throw new NotEmulatedException("a cast of INTERVAL", interval.Position);
        }

        var operand = Translate(cast.Operand);
        return !cast.IsTry ? Conversion.Cast(operand, cast.Type, cast.Position)
            : operand.Type.Kind is TypeKind.Varchar or TypeKind.Null && cast.Type.Kind is not (TypeKind.Binary or TypeKind.Vector) && !cast.Type.IsSemiStructured ? Conversion.TryCast(operand, cast.Type, cast.Position)
            : throw new SnowflakeException(1065, "22023", $"SQL compilation error: Function TRY_CAST cannot be used with arguments of types {operand.Type} and {cast.Type} ({cast.Position}).");
    }

    private TranslatedExpression Case(CaseExpression expression)
    {
        var results = expression.Branches.Select(branch => (branch.Result.Position, Value: Translate(branch.Result))).ToList();
        if (expression.Else is { } otherwise)
        {
            results.Add((otherwise.Position, Translate(otherwise)));
        }

        var type = CommonType.Of(results.Select(result => result.Value.Type));
        var sql = new System.Text.StringBuilder("CASE");
        for (var i = 0; i < expression.Branches.Count; i++)
        {
            var condition = expression.Branches[i].Condition;
            var when = expression.Operand is null ? Condition(condition) : Comparison("=", expression.Operand, condition, condition.Position).Sql;
            sql.Append(CultureInfo.InvariantCulture, $" WHEN {when} THEN {Conversion.Coerce(results[i].Value, type, results[i].Position).Sql}");
        }

        if (expression.Else is not null)
        {
            sql.Append(CultureInfo.InvariantCulture, $" ELSE {Conversion.Coerce(results[^1].Value, type, results[^1].Position).Sql}");
        }

        return new TranslatedExpression(sql.Append(" END").ToString(), type);
    }

    private TranslatedExpression Object(ObjectLiteral literal) =>
        new(Documents.Object(literal.Entries.Select(entry => (DuckDbText.Literal(entry.Key), Json(entry.Value)))), DataType.Object);
}
