using System.Globalization;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>+ - * / % on numbers, with Snowflake's precision and scale.</summary>
internal static class Calculation
{
    public static TranslatedExpression Of(BinaryOperator operation, TranslatedExpression left, TranslatedExpression right)
    {
        if (left.Type.Kind == TypeKind.Float || right.Type.Kind == TypeKind.Float)
        {
            return OfFloats(operation, Float(left), Float(right));
        }

        return operation switch
        {
            BinaryOperator.Add => new TranslatedExpression($"({Decimal(left)} + {Decimal(right)})", NumberRules.Add(left.Type, right.Type)),
            BinaryOperator.Subtract => new TranslatedExpression($"({Decimal(left)} - {Decimal(right)})", NumberRules.Add(left.Type, right.Type)),
            BinaryOperator.Multiply => Multiply(left, right),
            BinaryOperator.Modulo => new TranslatedExpression($"sf_modulo({Decimal(left)}, {Decimal(right)})", NumberRules.Modulo(left.Type, right.Type)),
            _ => Divide(left, right),
        };
    }

    public static string Float(TranslatedExpression value) => value.Type.Kind == TypeKind.Float ? value.Sql : $"CAST({value.Sql} AS DOUBLE)";

    public static TranslatedExpression Divide(TranslatedExpression left, TranslatedExpression right)
    {
        var type = NumberRules.Divide(left.Type, right.Type);
        var scale = NumberRules.Scale(type);
        var dividend = Unscaled(left, scale + NumberRules.Scale(right.Type));
        var quotient = $"sf_divide({dividend}, {Unscaled(right, NumberRules.Scale(right.Type))})";
        return new TranslatedExpression(Rescaled(quotient, type), type);
    }

    /// <summary>The value times 10^digits as HUGEINT.</summary>
    private static string Unscaled(TranslatedExpression value, int digits)
    {
        var scale = NumberRules.Scale(value.Type);
        var integer = scale == 0 ? $"CAST({value.Sql} AS HUGEINT)" : $"CAST({Decimal(value)} * {PowerOfTen(scale)} AS HUGEINT)";
        return digits == scale ? integer : $"({integer} * CAST({PowerOfTen(digits - scale)} AS HUGEINT))";
    }

    private static string Rescaled(string integer, DataType type)
    {
        var scale = NumberRules.Scale(type);
        var value = scale == 0 ? integer : $"({integer} * CAST(0.{new string('0', scale - 1)}1 AS DECIMAL({scale + 1},{scale})))";
        return $"CAST({value} AS {DuckDbType.Of(type)})";
    }

    private static string PowerOfTen(int digits) => "1" + new string('0', digits);

    private static TranslatedExpression Multiply(TranslatedExpression left, TranslatedExpression right)
    {
        var type = NumberRules.Multiply(left.Type, right.Type);
        var exact = NumberRules.Scale(left.Type) + NumberRules.Scale(right.Type);
        var product = $"({Decimal(left)} * {Decimal(right)})";
        return exact == NumberRules.Scale(type)
            ? new TranslatedExpression(product, type)
            : new TranslatedExpression($"CAST({product} AS {DuckDbType.Of(type)})", type);
    }

    private static TranslatedExpression OfFloats(BinaryOperator operation, string left, string right) => new(
        operation switch
        {
            BinaryOperator.Add => $"({left} + {right})",
            BinaryOperator.Subtract => $"({left} - {right})",
            BinaryOperator.Multiply => $"({left} * {right})",
            BinaryOperator.Modulo => $"sf_modulo({left}, {right})",
            _ => $"sf_divide_float({left}, {right})",
        },
        DataType.Float);

    /// <summary>DuckDB counts plain integers in 32 or 64 bits, Snowflake in 38 digits.</summary>
    public static string Decimal(TranslatedExpression value) =>
        NumberRules.Scale(value.Type) > 0 && !char.IsAsciiDigit(value.Sql[0])
            ? value.Sql
            : string.Create(CultureInfo.InvariantCulture, $"CAST({value.Sql} AS {DuckDbType.Of(value.Type)})");
}
