using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>
/// Sources in scope for the expressions of a DML statement: MERGE's target and source, UPDATE's target and FROM, DELETE's target and USING.
/// </summary>
internal abstract class RowScope
{
    /// <summary>The sources in the order given; a join is one source whose columns are those of both sides.</summary>
    public abstract IReadOnlyList<RowSource> Sources { get; }

    /// <summary>An expression over the columns in scope.</summary>
    public abstract TranslatedExpression Expression(Expression expression);

    /// <summary>A condition over the columns in scope.</summary>
    public abstract string Condition(Expression expression);

    /// <summary>The value converted to a column's type as an assignment does it (implicit casts only).</summary>
    public abstract string Assignment(Expression value, DataType columnType);
}
