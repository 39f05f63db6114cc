using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>The row scope of a DML statement.</summary>
internal sealed class SourceRows : RowScope
{
    private readonly ExpressionTranslator _translator;
    private readonly List<RowSource> _sources = [];

    public SourceRows(TranslationContext context, IReadOnlyList<TableSource> sources)
    {
        var tables = new TableExpressions(null);
        var scope = new ColumnScope(outer: null, tables);
        var queries = new QueryTranslator(context);
        foreach (var source in sources)
        {
            var before = scope.Columns.Count;
            var (sql, alias) = queries.Source(source, scope);
            var columns = scope.Columns.Skip(before).Select(column => new RelationColumn(column.Name, column.Type) { Physical = column.Physical, InStar = column.InStar });
            _sources.Add(new RowSource(sql, alias, [.. columns]));
        }

        _translator = new ExpressionTranslator(context, scope);
    }

    public override IReadOnlyList<RowSource> Sources => _sources;

    public override TranslatedExpression Expression(Expression expression) => _translator.Translate(expression);

    public override string Condition(Expression expression) => _translator.Condition(expression);

    public override string Assignment(Expression value, DataType columnType) => Conversion.Assign(_translator.Translate(value), columnType, value.Position);
}
