using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

internal static class WindowFunctions
{
    public static void Register(FunctionList list)
    {
        list.Window("ROW_NUMBER", 0, 0, c => Result.Integer("row_number()" + c.Over));
        list.Window("RANK", 0, 0, c => Result.Integer("rank()" + c.Over));
        list.Window("DENSE_RANK", 0, 0, c => Result.Integer("dense_rank()" + c.Over));
        list.Window("PERCENT_RANK", 0, 0, c => Result.Float("percent_rank()" + c.Over));
        list.Window("CUME_DIST", 0, 0, c => Result.Float("cume_dist()" + c.Over));
        list.Window("NTILE", 1, 1, c => Result.Integer($"ntile({c.Integer(0)}){c.Over}"));
        list.Window("LAG", 1, 3, c => Shifted(c, "lag"));
        list.Window("LEAD", 1, 3, c => Shifted(c, "lead"));
        list.Window("FIRST_VALUE", 1, 1, c => Valued(c, "first_value"));
        list.Window("LAST_VALUE", 1, 1, c => Valued(c, "last_value"));
        list.Window("NTH_VALUE", 2, 2, c => Valued(c, "nth_value"));
        list.Window("RATIO_TO_REPORT", 1, 1, Ratio);
    }

    /// <summary>Of the partition's sum: the order is allowed, and changes nothing. NULL where the sum is 0.</summary>
    private static TranslatedExpression Ratio(FunctionInvocation call)
    {
        var value = call.Number(0);
        var scale = NumberRules.Scale(value.Type);
        return value.Type.Kind == TypeKind.Float
            ? Result.Float($"({value.Sql} / nullif(sum({value.Sql}){call.OverPartition}, 0))")
            : Calculation.Divide(value, new TranslatedExpression($"CAST(nullif(sum({Calculation.Decimal(value)}){call.OverPartition}, 0) AS DECIMAL(38,{scale}))", DataType.Number(38, scale)));
    }

    private static string Nulls(FunctionInvocation call) => call.Call.IgnoreNulls == true ? " IGNORE NULLS" : string.Empty;

    private static TranslatedExpression Shifted(FunctionInvocation call, string function)
    {
        var value = call.Argument(0);
        var offset = call.Count > 1 ? ", " + call.Integer(1) : string.Empty;
        var otherwise = call.Count > 2 ? ", " + call.As(2, value.Type) : string.Empty;
        return value with { Sql = $"{function}({value.Sql}{offset}{otherwise}{Nulls(call)}){call.Over}" };
    }

    /// <summary>Without a frame Snowflake takes the whole partition, unlike the standard.</summary>
    private static TranslatedExpression Valued(FunctionInvocation call, string function)
    {
        var value = call.Argument(0);
        var nth = function == "nth_value" ? ", " + call.Integer(1) : string.Empty;
        var over = call.Over;
        if (call.Call.Window!.Frame is null)
        {
            over = over[..^1] + " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)";
        }

        return value with { Sql = $"{function}({value.Sql}{nth}{Nulls(call)}){over}" };
    }
}
