using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>Snowflake's queries and expressions to DuckDB's text, with names resolved and types known.</summary>
internal sealed class SqlTranslator
{
    private readonly INameScope _names;

    public SqlTranslator(INameScope names) => _names = names;

    /// <summary>A whole query.</summary>
    public TranslatedQuery Query(Query query) => throw new NotEmulatedException("queries for " + _names.Session.Role, query.Position);

    /// <summary>An expression without columns in scope. Scripting: a bare name may be a variable (IF, :=, RETURN), not only :name.</summary>
    public TranslatedExpression Expression(Expression expression, bool scripting = false) => throw new NotEmulatedException("expressions for " + _names.Session.Role, expression.Position);

    /// <summary>The expressions of a DML statement over these sources.</summary>
    public RowScope Rows(IReadOnlyList<TableSource> sources) => throw new NotEmulatedException("sources for " + _names.Session.Role, sources[0].Position);

    /// <summary>The text converted to a type as an assignment does it (implicit casts only): INSERT … SELECT into a column, a variable's value.</summary>
    public static string Assign(TranslatedExpression value, DataType type, TextPosition position) => throw new NotEmulatedException(type.ToString(), position);
}
