using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

internal sealed partial class ExpressionTranslator
{
    private TranslatedExpression Unary(UnaryExpression unary)
    {
        if (unary.Operator == UnaryOperator.Not)
        {
            return Boolean($"(NOT {Condition(unary.Operand)})");
        }

        var operand = Numeric(Translate(unary.Operand), unary.Position);
        return unary.Operator == UnaryOperator.Plus ? operand : operand with { Sql = $"(-{operand.Sql})" };
    }

    private TranslatedExpression Binary(BinaryExpression binary) => binary.Operator switch
    {
        BinaryOperator.And or BinaryOperator.Or => Logical(binary),
        BinaryOperator.Equal => Comparison("=", binary.Left, binary.Right, binary.Position),
        BinaryOperator.NotEqual => Comparison("<>", binary.Left, binary.Right, binary.Position),
        BinaryOperator.Less => Comparison("<", binary.Left, binary.Right, binary.Position),
        BinaryOperator.LessOrEqual => Comparison("<=", binary.Left, binary.Right, binary.Position),
        BinaryOperator.Greater => Comparison(">", binary.Left, binary.Right, binary.Position),
        BinaryOperator.GreaterOrEqual => Comparison(">=", binary.Left, binary.Right, binary.Position),
        BinaryOperator.Concat => Concat(binary),
        _ => Arithmetic(binary),
    };

    /// <summary>A chain of the same word stays flat: conditions over a thousand columns are common.</summary>
    private TranslatedExpression Logical(BinaryExpression binary)
    {
        var operands = Chain(binary).Select(Condition);
        return Boolean("(" + string.Join(binary.Operator == BinaryOperator.And ? " AND " : " OR ", operands) + ")");
    }

    private TranslatedExpression Concat(BinaryExpression binary)
    {
        var operands = Chain(binary).Select(operand => (operand.Position, Value: Translate(operand))).ToList();
        return operands.TrueForAll(operand => operand.Value.Type.Kind == TypeKind.Binary)
            ? new TranslatedExpression("(" + string.Join(" || ", operands.Select(operand => operand.Value.Sql)) + ")", DataType.Binary)
            : new TranslatedExpression("(" + string.Join(" || ", operands.Select(operand => Conversion.Coerce(operand.Value, DataType.Varchar, operand.Position).Sql)) + ")", DataType.Varchar);
    }

    private static List<Expression> Chain(BinaryExpression binary)
    {
        var operands = new List<Expression>();
        Expression left = binary;
        while (left is BinaryExpression inner && inner.Operator == binary.Operator)
        {
            operands.Add(inner.Right);
            left = inner.Left;
        }

        operands.Add(left);
        operands.Reverse();
        return operands;
    }

    private TranslatedExpression Arithmetic(BinaryExpression binary)
    {
        if (binary.Right is IntervalLiteral interval && binary.Operator is BinaryOperator.Add or BinaryOperator.Subtract)
        {
            return DateArithmetic.AddInterval(Translate(binary.Left), (IntervalLiteral)binary.Right, binary.Operator == BinaryOperator.Subtract, binary.Position);
        }

        if (binary.Left is IntervalLiteral first && binary.Operator == BinaryOperator.Add)
        {
            return DateArithmetic.AddInterval(Translate(binary.Right), first, negative: false, binary.Position);
        }

        var (left, right) = (Translate(binary.Left), Translate(binary.Right));
        return DateArithmetic.TryCombine(binary.Operator, left, right, binary.Position)
            ?? Calculation.Of(binary.Operator, Numeric(left, binary.Left.Position), Numeric(right, binary.Right.Position));
    }

    private static TranslatedExpression Numeric(TranslatedExpression value, TextPosition position) => value.Type.Kind switch
    {
        TypeKind.Number or TypeKind.Float => value,
        TypeKind.Null => new TranslatedExpression("CAST(NULL AS DECIMAL(38,0))", DataType.Integer),
        TypeKind.Varchar => Conversion.Cast(value, DataType.Number(38, 5), position),
        TypeKind.Variant => Conversion.Cast(value, DataType.Float, position),
        _ => throw SnowflakeException.Compilation(position, $"a number is wanted, not a value of type {value.Type}."),
    };
}
