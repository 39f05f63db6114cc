using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>Clustering keys are only shown here: DuckDB prunes by itself.</summary>
internal static class Clustering
{
    public static string Text(IReadOnlyList<Expression> keys) => "LINEAR(" + string.Join(", ", keys.Select(Text)) + ")";

    private static string Text(Expression key) => key switch
    {
        ColumnReference column => SqlText.Identifier(column.Name),
        FunctionCall call => call.Name.Name + "(" + string.Join(", ", call.Arguments.Select(argument => Text(argument.Value))) + ")",
        StringLiteral text => SqlText.Literal(text.Value),
        NumberLiteral number => number.Text,
        CastExpression cast => Text(cast.Operand) + "::" + cast.Type,
        _ => throw new NotEmulatedException("this clustering key", key.Position),
    };
}
