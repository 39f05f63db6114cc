using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

internal sealed partial class ExpressionTranslator
{
    private TranslatedExpression Column(ColumnReference reference)
    {
        for (var scope = _scope; scope is not null; scope = scope.Outer)
        {
            var found = scope.Find(reference);
            if (found.Count > 1)
            {
                throw SnowflakeException.AmbiguousColumn(reference.Position, reference.Name);
            }

            if (found.Count == 1)
            {
                return new TranslatedExpression(found[0].Sql, found[0].Type);
            }

            if (reference.Parts.Count == 1 && scope.FindAlias(reference.Name) is { } alias)
            {
                var translator = ReferenceEquals(scope, _scope) ? this : new ExpressionTranslator(_context, scope);
                var value = scope.Resolving(reference.Name, () => translator.Translate(alias));
                return value with { Sql = Enclosed(value.Sql) };
            }

            if (scope.Scripting && reference.Parts.Count == 1 && _context.Names.ResolveVariable(reference.Name) is { } variable)
            {
                return variable;
            }
        }

        if (reference.Parts.Count > 1 && reference.Name is "NEXTVAL" or "CURRVAL")
        {
            throw new NotEmulatedException("sequences", reference.Position);
        }

        throw SnowflakeException.InvalidIdentifier(reference.Position, string.Join('.', reference.Parts.Select(SqlText.Identifier)));
    }

    private static string Enclosed(string sql) => sql.StartsWith("CASE ", StringComparison.Ordinal) ? "(" + sql + ")" : sql;

    private TranslatedExpression Positional(PositionalColumn column)
    {
        if (FindDocument(column) is { } document)
        {
            var fields = document.Fields.Select(field => (DuckDbText.Literal(field.Key), Conversion.Cast(Field(document, field), DataType.Variant, column.Position).Sql));
            return new TranslatedExpression(Documents.Object(fields), DataType.Variant);
        }

        var name = "$" + column.Index.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var columns = _scope.Columns.FindAll(c => column.Qualifier is null || c.Source == column.Qualifier);
        if (columns.Find(c => c.Name == name) is { } named)
        {
            return new TranslatedExpression(named.Sql, named.Type);
        }

        var counted = columns.FindAll(c => c.InStar);
        return column.Index <= counted.Count
            ? new TranslatedExpression(counted[column.Index - 1].Sql, counted[column.Index - 1].Type)
            : throw SnowflakeException.InvalidIdentifier(column.Position, name);
    }

    private VisibleDocument? FindDocument(PositionalColumn column) =>
        column.Index == 1 ? _scope.Documents.Find(document => column.Qualifier is null || document.Source == column.Qualifier) : null;

    private static TranslatedExpression Field(VisibleDocument document, DocumentField field) =>
        new(PhysicalName.Quote(document.SqlAlias) + "." + PhysicalName.Quote(field.Physical), field.Type);

    /// <summary>x:key, x['key'] and x[0], one after another in one step. A field of a staged document keeps its own type, so that a cast need not go through JSON.</summary>
    private TranslatedExpression Path(Expression path)
    {
        var steps = new Stack<string>();
        var operand = path;
        while (Step(operand) is var (inner, key, step))
        {
            if (inner is PositionalColumn positional && FindDocument(positional) is { } document)
            {
                return document.Fields.FirstOrDefault(field => field.Key == key) is { } field
                    ? Extract(Field(document, field), steps, operand.Position)
                    : new TranslatedExpression("NULL", DataType.Null);
            }

            steps.Push(step);
            operand = inner;
        }

        return Extract(Translate(operand), steps, operand.Position);
    }

    private static (Expression Inner, string? Key, string Step)? Step(Expression expression) => expression switch
    {
        PathExpression path => (path.Operand, path.Key, JsonPath(path.Key)[1..]),
        ElementExpression { Index: StringLiteral key } element => (element.Operand, key.Value, JsonPath(key.Value)[1..]),
        ElementExpression { Index: NumberLiteral index } element => (element.Operand, null, $"[{index.Text}]"),
        _ => null,
    };

    private static TranslatedExpression Extract(TranslatedExpression value, Stack<string> steps, TextPosition position)
    {
        if (steps.Count == 0)
        {
            return value;
        }

        if (value.Type.Kind == TypeKind.Vector)
        {
            throw new NotEmulatedException("elements of a VECTOR", position);
        }

        RequireSemiStructured(value, position);
        return value.Type.Kind == TypeKind.Null
            ? new TranslatedExpression("CAST(NULL AS JSON)", DataType.Variant)
            : new TranslatedExpression($"sf_extract({value.Sql}, {DuckDbText.Literal("$" + string.Concat(steps))})", DataType.Variant);
    }

    private TranslatedExpression Element(ElementExpression element)
    {
        if (Step(element) is not null)
        {
            return Path(element);
        }

        var operand = Translate(element.Operand);
        if (operand.Type.Kind == TypeKind.Vector)
        {
            throw new NotEmulatedException("elements of a VECTOR", element.Position);
        }

        RequireSemiStructured(operand, element.Position);
        var index = Translate(element.Index);

        // A negative index counts from the end in DuckDB; in Snowflake it is past the array: NULL.
        var sql = index.Type.Kind is TypeKind.Number or TypeKind.Float
            ? $"CASE WHEN {index.Sql} >= 0 THEN sf_extract({operand.Sql}, '$[' || CAST(CAST({index.Sql} AS BIGINT) AS VARCHAR) || ']') END"
            : $"sf_extract({operand.Sql}, '$.\"' || replace(replace({Conversion.Coerce(index, DataType.Varchar, element.Position).Sql}, '\\', '\\\\'), '\"', '\\\"') || '\"')";
        return new TranslatedExpression("(" + sql + ")", DataType.Variant);
    }

    public static string JsonPath(string key) =>
        "$.\"" + key.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private static void RequireSemiStructured(TranslatedExpression value, TextPosition position)
    {
        if (!value.Type.IsSemiStructured && value.Type.Kind != TypeKind.Null)
        {
            throw SnowflakeException.Compilation(position, $"a path into a value of type {value.Type}; only VARIANT, OBJECT and ARRAY have paths.");
        }
    }
}
