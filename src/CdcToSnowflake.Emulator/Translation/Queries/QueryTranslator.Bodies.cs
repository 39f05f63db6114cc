using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

internal sealed partial class QueryTranslator
{
    private TranslatedQuery Body(QueryBody body, ColumnScope? outer, TableExpressions tables) => body switch
    {
        NestedBody nested => Translate(nested.Query, outer, tables),
        ValuesBody values => Values(values, outer, tables),
        SetOperationBody operation => SetOperation(operation, outer, tables),
        _ => Translate(new Query(body) { Position = body.Position }, outer, tables),
    };

    private TranslatedQuery SetOperation(SetOperationBody operation, ColumnScope? outer, TableExpressions tables)
    {
        var left = Body(operation.Left, outer, tables);
        var right = Body(operation.Right, outer, tables);
        var word = operation.Operator.ToString().ToUpperInvariant() + (operation.All ? " ALL" : string.Empty);
        if (operation.ByName)
        {
            return ByName(left, right, word, operation);
        }

        RequireSameCount(left.Columns.Count, right.Columns.Count, operation.Position);
        var columns = left.Columns.Select((column, i) => column with { Type = CommonType.Of(column.Type, right.Columns[i].Type) }).ToList();
        return new TranslatedQuery($"{Side(left, columns, operation)} {word} {Side(right, columns, operation)}", columns);
    }

    private string Side(TranslatedQuery side, List<RelationColumn> columns, SetOperationBody operation)
    {
        var isCanonical = !operation.All && columns.Exists(column => column.Type.IsSemiStructured);
        var fits = side.Columns.Select((column, i) => column.Type.Kind == columns[i].Type.Kind || column.Type.Kind == TypeKind.Null).All(fit => fit);
        return "(" + (fits && !isCanonical ? side.Sql : Converted(side, columns, operation.Position, isCanonical)) + ")";
    }

    private TranslatedQuery ByName(TranslatedQuery left, TranslatedQuery right, string word, SetOperationBody operation)
    {
        var columns = left.Columns.ToList();
        foreach (var column in right.Columns)
        {
            var at = columns.FindIndex(c => c.Name == column.Name);
            if (at < 0)
            {
                columns.Add(column);
            }
            else
            {
                columns[at] = columns[at] with { Type = CommonType.Of(columns[at].Type, column.Type) };
            }
        }

        return new TranslatedQuery($"({Padded(left, columns, operation)}) {word} ({Padded(right, columns, operation)})", columns);
    }

    private string Padded(TranslatedQuery side, List<RelationColumn> columns, SetOperationBody operation)
    {
        var alias = PhysicalName.Quote(_context.Aliases.Next("SIDE"));
        var items = columns.Select(column =>
        {
            var own = side.Columns.FirstOrDefault(c => c.Name == column.Name);
            var value = own is null
                ? new TranslatedExpression("NULL", DataType.Null)
                : new TranslatedExpression($"{alias}.{PhysicalName.Quote(own.Physical)}", own.Type);
            var converted = Conversion.Cast(value, column.Type, operation.Position);
            return $"{(operation.All ? converted.Sql : Documents.Canonical(converted))} AS {PhysicalName.Quote(column.Physical)}";
        });
        return $"SELECT {string.Join(", ", items)} FROM ({side.Sql}) AS {alias}";
    }

    private TranslatedQuery Values(ValuesBody values, ColumnScope? outer, TableExpressions tables)
    {
        var translator = new ExpressionTranslator(_context, new ColumnScope(outer, tables) { IsValues = true });
        var rows = values.Rows.Select(row => row.Select(translator.Translate).ToList()).ToList();
        var labels = new ColumnLabels();
        var columns = new List<RelationColumn>();
        for (var i = 0; i < rows[0].Count; i++)
        {
            var index = i;
            columns.Add(labels.Add($"COLUMN{i + 1}", CommonType.Of(rows.Where(row => row.Count > index).Select(row => row[index].Type))));
        }

        if (rows.Find(row => row.Count != columns.Count) is { } odd)
        {
            throw SnowflakeException.Compilation(values.Position, $"VALUES has rows of {columns.Count} and of {odd.Count} values.");
        }

        var texts = rows.Select((row, r) => "(" + string.Join(", ", row.Select((value, i) => Conversion.Coerce(value, columns[i].Type, values.Rows[r][i].Position).Sql)) + ")");
        var names = string.Join(", ", columns.Select(column => PhysicalName.Quote(column.Physical)));
        return new TranslatedQuery($"SELECT * FROM (VALUES {string.Join(", ", texts)}) AS {PhysicalName.Quote(_context.Aliases.Next("VALUES"))}({names})", columns);
    }
}
