using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>Snowflake's queries and expressions to DuckDB's text, with names resolved and types known.</summary>
internal sealed class SqlTranslator
{
    private readonly TranslationContext _context;

    public SqlTranslator(INameScope names) => _context = new TranslationContext(names);

    /// <summary>A whole query.</summary>
    /// <exception cref="SnowflakeException">A name that is not there, types that don't fit, or something not emulated.</exception>
    public TranslatedQuery Query(Query query) => new QueryTranslator(_context).Translate(query, outer: null, tables: new TableExpressions(null));

    /// <summary>An expression without columns in scope. Scripting: a bare name may be a variable (IF, :=, RETURN), not only :name.</summary>
    public TranslatedExpression Expression(Expression expression, bool scripting = false) =>
        new ExpressionTranslator(_context, new ColumnScope(outer: null, new TableExpressions(null)) { Scripting = scripting }).Translate(expression);

    /// <summary>The expressions of a DML statement over these sources.</summary>
    public RowScope Rows(IReadOnlyList<TableSource> sources) => new SourceRows(_context, sources);

    /// <summary>The text converted to a type as an assignment does it (implicit casts only): INSERT … SELECT into a column, a variable's value.</summary>
    public static string Assign(TranslatedExpression value, DataType type, TextPosition position) => Conversion.Assign(value, type, position);
}
