using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>What CREATE TASK's page allows in WHEN: it is evaluated without a warehouse.</summary>
internal static class TaskCondition
{
    public static void Check(Expression when)
    {
        switch (when)
        {
            case FunctionCall { Name: { Parts.Count: 1, Name: "SYSTEM$STREAM_HAS_DATA" }, Arguments: [{ Value: StringLiteral }] }:
            case FunctionCall { Name: { Parts.Count: 1, Name: "SYSTEM$GET_PREDECESSOR_RETURN_VALUE" }, Arguments: [] or [{ Value: StringLiteral }] }:
            case StringLiteral or NumberLiteral or BooleanLiteral or NullLiteral:
                break;
            case BinaryExpression { Operator: >= BinaryOperator.Or and <= BinaryOperator.GreaterOrEqual } both:
                Check(both.Left);
                Check(both.Right);
                break;
            case UnaryExpression unary:
                Check(unary.Operand);
                break;
            case CastExpression { Type.Kind: TypeKind.Number or TypeKind.Float or TypeKind.Varchar or TypeKind.Boolean } cast:
                Check(cast.Operand);
                break;
            case IsNullExpression test:
                Check(test.Operand);
                break;
            default:
                throw SnowflakeException.Compilation(
                    when.Position,
                    "WHEN of a task takes only SYSTEM$STREAM_HAS_DATA('…'), SYSTEM$GET_PREDECESSOR_RETURN_VALUE('…'), literals, AND, OR, NOT, comparisons, and casts to numbers, text and booleans.");
        }
    }
}
