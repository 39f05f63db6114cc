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
            var fields = document.Fields.Select(field =>
                $"{DuckDbText.Literal(field.Key)}, {Conversion.Cast(Field(document, field), DataType.Variant, column.Position).Sql}");
            return new TranslatedExpression($"json_object({string.Join(", ", fields)})", DataType.Variant);
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

    /// <summary>x:key and x['key']. A field of a staged document keeps its own type, so that a cast need not go through JSON.</summary>
    private TranslatedExpression Path(PathExpression path) => Step(path.Operand, path.Key);

    private TranslatedExpression Element(ElementExpression element)
    {
        if (element.Index is StringLiteral key)
        {
            return Step(element.Operand, key.Value);
        }

        var operand = Translate(element.Operand);
        if (operand.Type.Kind == TypeKind.Vector)
        {
            throw new NotEmulatedException("elements of a VECTOR", element.Position);
        }

        RequireSemiStructured(operand, element.Position);
        var index = Translate(element.Index);
        if (element.Index is NumberLiteral number)
        {
            return new TranslatedExpression($"json_extract({operand.Sql}, '$[{number.Text}]')", DataType.Variant);
        }

        // A negative index counts from the end in DuckDB; in Snowflake it is past the array: NULL.
        var sql = index.Type.Kind is TypeKind.Number or TypeKind.Float
            ? $"CASE WHEN {index.Sql} >= 0 THEN json_extract({operand.Sql}, '$[' || CAST(CAST({index.Sql} AS BIGINT) AS VARCHAR) || ']') END"
            : $"json_extract({operand.Sql}, '$.\"' || replace(replace({Conversion.Coerce(index, DataType.Varchar, element.Position).Sql}, '\\', '\\\\'), '\"', '\\\"') || '\"')";
        return new TranslatedExpression("(" + sql + ")", DataType.Variant);
    }

    private TranslatedExpression Step(Expression operand, string key)
    {
        if (operand is PositionalColumn positional && FindDocument(positional) is { } document)
        {
            return document.Fields.FirstOrDefault(field => field.Key == key) is { } field
                ? Field(document, field)
                : new TranslatedExpression("NULL", DataType.Null);
        }

        var value = Translate(operand);
        RequireSemiStructured(value, operand.Position);
        return new TranslatedExpression($"json_extract({value.Sql}, {DuckDbText.Literal(JsonPath(key))})", DataType.Variant);
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
