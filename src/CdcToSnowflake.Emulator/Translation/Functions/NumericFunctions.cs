using System.Globalization;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

internal static class NumericFunctions
{
    public static void Register(FunctionList list)
    {
        list.Scalar("ABS", 1, 1, c => c.Number(0) is var value ? value with { Sql = $"abs({value.Sql})" } : value);
        list.Scalar("SIGN", 1, 1, c => new TranslatedExpression($"CAST(sign({c.Number(0).Sql}) AS DECIMAL(1,0))", DataType.Number(1, 0)));
        list.Scalar("ROUND", 1, 2, c => Rounded(c, "round"), documented: 3);
        list.Scalar("CEIL", 1, 2, c => Rounded(c, "ceil"));
        list.Scalar("FLOOR", 1, 2, c => Rounded(c, "floor"));
        list.Scalar("TRUNCATE TRUNC", 1, 2, Truncate);
        list.Scalar("MOD", 2, 2, c => Calculation.Of(BinaryOperator.Modulo, c.Number(0), c.Number(1)));
        list.Scalar("DIV0", 2, 2, c => Div0(c, "0"));
        list.Scalar("DIV0NULL", 2, 2, c => Div0(c, "0", nullToo: true));
        list.Scalar("POWER POW", 2, 2, c => Result.Float($"pow({c.Float(0)}, {c.Float(1)})"));
        list.Scalar("SQUARE", 1, 1, c => Result.Float($"pow({c.Float(0)}, 2)"));
        list.Scalar("LOG", 2, 2, c => Result.Float($"sf_divide_float(ln({c.Float(1)}), ln({c.Float(0)}))"));
        foreach (var (name, function) in new[]
                 {
                     ("SQRT", "sqrt"), ("CBRT", "cbrt"), ("EXP", "exp"), ("LN", "ln"), ("SIN", "sin"), ("COS", "cos"), ("TAN", "tan"), ("ASIN", "asin"),
                     ("ACOS", "acos"), ("ATAN", "atan"), ("SINH", "sinh"), ("COSH", "cosh"), ("TANH", "tanh"), ("COT", "cot"), ("DEGREES", "degrees"), ("RADIANS", "radians"),
                 })
        {
            list.Scalar(name, 1, 1, c => Result.Float($"{function}({c.Float(0)})"));
        }

        list.Scalar("ATAN2", 2, 2, c => Result.Float($"atan2({c.Float(0)}, {c.Float(1)})"));
        list.Scalar("PI", 0, 0, _ => Result.Float("pi()"));
        list.Scalar("FACTORIAL", 1, 1, c => new TranslatedExpression($"CAST(factorial(CAST({c.Number(0).Sql} AS INTEGER)) AS DECIMAL(38,0))", DataType.Integer));
        list.Scalar("BITAND", 2, 2, c => Bits(c, "&"), documented: 3);
        list.Scalar("BITOR", 2, 2, c => Bits(c, "|"), documented: 3);
        list.Scalar("BITXOR", 2, 2, c => new TranslatedExpression($"CAST(xor({c.Integer(0)}, {c.Integer(1)}) AS DECIMAL(38,0))", DataType.Integer), documented: 3);
        list.Scalar("BITSHIFTLEFT", 2, 2, c => Bits(c, "<<"));
        list.Scalar("BITSHIFTRIGHT", 2, 2, c => Bits(c, ">>"));
        list.Scalar("WIDTH_BUCKET", 4, 4, WidthBucket);
        list.Volatile("RANDOM", 0, 0, _ => new TranslatedExpression("CAST(CAST((random() - 0.5) * 18446744073709549568 AS HUGEINT) AS DECIMAL(19,0))", DataType.Number(19, 0)), documented: 1);
    }

    private static TranslatedExpression Bits(FunctionInvocation call, string operation) =>
        new($"CAST(({call.Integer(0)} {operation} {call.Integer(1)}) AS DECIMAL(38,0))", DataType.Integer);

    /// <summary>The number of digits as written, if it is a constant: the result's scale depends on it.</summary>
    private static int? Digits(FunctionInvocation call)
    {
        if (call.Count == 1)
        {
            return 0;
        }

        var (node, sign) = call.Node(1) is UnaryExpression { Operator: UnaryOperator.Minus } unary ? (unary.Operand, -1) : (call.Node(1), 1);
        return node is NumberLiteral number && int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var digits) ? sign * digits : null;
    }

    private static TranslatedExpression Rounded(FunctionInvocation call, string function)
    {
        var value = call.Number(0);
        var digits = Digits(call) ?? throw new NotEmulatedException($"{call.Call.Name} to a number of digits that is not a constant", call.Node(1).Position);
        if (value.Type.Kind == TypeKind.Float)
        {
            return function == "round"
                ? Result.Float($"round({value.Sql}, {digits})")
                : Result.Float(digits == 0 ? $"{function}({value.Sql})" : $"({function}({value.Sql} * pow(10, {digits})) / pow(10, {digits}))");
        }

        // One more digit for 9.9 -> 10; digits beyond the scale change nothing.
        var scale = NumberRules.Scale(value.Type);
        if (digits >= scale)
        {
            return value;
        }

        var type = DataType.Number(Math.Min(NumberRules.Leading(value.Type) + 1 + Math.Max(digits, 0), 38), Math.Max(digits, 0));
        var typed = $"CAST({value.Sql} AS {DuckDbType.Of(value.Type)})";
        if (function == "round")
        {
            return new TranslatedExpression($"CAST(round({typed}, {digits}) AS {DuckDbType.Of(type)})", type);
        }

        if (digits < 0)
        {
            throw new NotEmulatedException($"{call.Call.Name} to negative digits", call.Node(1).Position);
        }

        var power = "1" + new string('0', digits);
        var unit = digits == 0 ? "1" : "0." + new string('0', digits - 1) + "1";
        return new TranslatedExpression(
            digits == 0 ? $"CAST({function}({typed}) AS {DuckDbType.Of(type)})" : $"CAST({function}({typed} * {power}) * CAST({unit} AS DECIMAL({digits + 1},{digits})) AS {DuckDbType.Of(type)})", type);
    }

    private static TranslatedExpression Truncate(FunctionInvocation call)
    {
        var first = call.Argument(0);
        if (first.Type.Kind is TypeKind.Date or TypeKind.Time || first.Type.IsTimestamp)
        {
            return call.Count == 2 ? DateFunctions.Truncate(first, call.Part(1), call) : throw call.WrongCount(isFew: true);
        }

        var value = call.Number(0);
        var digits = Digits(call) ?? throw new NotEmulatedException($"{call.Call.Name} to a number of digits that is not a constant", call.Node(1).Position);
        if (value.Type.Kind == TypeKind.Float)
        {
            return Result.Float(digits == 0 ? $"trunc({value.Sql})" : $"(trunc({value.Sql} * pow(10, {digits})) / pow(10, {digits}))");
        }

        if (digits >= NumberRules.Scale(value.Type))
        {
            return value;
        }

        var typed = $"CAST({value.Sql} AS {DuckDbType.Of(value.Type)})";
        var scale = Math.Max(digits, 0);
        var type = DataType.Number(Math.Max(NumberRules.Leading(value.Type), 1) + scale, scale);
        var cut = $"({typed} - ({typed} % {(digits >= 0 ? (digits == 0 ? "1" : "0." + new string('0', digits - 1) + "1") : "1" + new string('0', -digits))}))";
        return new TranslatedExpression($"CAST({cut} AS {DuckDbType.Of(type)})", type);
    }

    /// <summary>As division, but zero where it would divide by zero.</summary>
    private static TranslatedExpression Div0(FunctionInvocation call, string zero, bool nullToo = false)
    {
        var (left, right) = (call.Number(0), call.Number(1));
        var quotient = Calculation.Of(BinaryOperator.Divide, left, right with { Sql = $"nullif({right.Sql}, 0)" });
        var condition = nullToo ? $"({right.Sql} = 0 OR {right.Sql} IS NULL)" : $"{right.Sql} = 0";
        return quotient with { Sql = $"(CASE WHEN {condition} AND {left.Sql} IS NOT NULL THEN CAST({zero} AS {DuckDbType.Of(quotient.Type)}) ELSE {quotient.Sql} END)" };
    }

    private static TranslatedExpression WidthBucket(FunctionInvocation call)
    {
        var (x, low, high, count) = (call.Float(0), call.Float(1), call.Float(2), call.Integer(3));
        return Result.Integer($"CASE WHEN {x} < {low} THEN 0 WHEN {x} >= {high} THEN {count} + 1 ELSE CAST(floor(({x} - {low}) / ({high} - {low}) * {count}) AS BIGINT) + 1 END");
    }
}
