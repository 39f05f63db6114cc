using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

internal static class AggregateFunctions
{
    public static void Register(FunctionList list)
    {
        list.Aggregate("COUNT", 1, FunctionList.Many, Count);
        list.Aggregate("COUNT_IF", 1, 1, c => Result.Integer(c.Aggregate("count_if", c.Boolean(0))));
        list.Aggregate("SUM", 1, 1, Sum);
        list.Aggregate("AVG", 1, 1, Average);
        list.Aggregate("MIN", 1, 1, c => Extreme(c, "min"));
        list.Aggregate("MAX", 1, 1, c => Extreme(c, "max"));
        list.Aggregate("ANY_VALUE", 1, 1, c => c.Argument(0) is var value ? value with { Sql = c.Aggregate("any_value", value.Sql) } : value);
        list.Aggregate("MIN_BY", 2, 2, c => c.Argument(0) is var value ? value with { Sql = c.Aggregate("arg_min_null", value.Sql, Documents.Ordered(c.Argument(1))) } : value, documented: 3);
        list.Aggregate("MAX_BY", 2, 2, c => c.Argument(0) is var value ? value with { Sql = c.Aggregate("arg_max_null", value.Sql, Documents.Ordered(c.Argument(1))) } : value, documented: 3);
        list.Aggregate("MODE", 1, 1, c => c.Argument(0) is var value ? value with { Sql = c.Aggregate("mode", Documents.Canonical(value)) } : value);
        list.Aggregate("MEDIAN", 1, 1, Median);
        list.Aggregate("STDDEV STDDEV_SAMP", 1, 1, c => Result.Float(c.Aggregate("stddev_samp", c.Float(0))));
        list.Aggregate("STDDEV_POP", 1, 1, c => Result.Float(c.Aggregate("stddev_pop", c.Float(0))));
        list.Aggregate("VARIANCE VAR_SAMP VARIANCE_SAMP", 1, 1, c => Result.Float(c.Aggregate("var_samp", c.Float(0))));
        list.Aggregate("VAR_POP VARIANCE_POP", 1, 1, c => Result.Float(c.Aggregate("var_pop", c.Float(0))));
        list.Aggregate("CORR", 2, 2, c => Result.Float(c.Aggregate("corr", c.Float(0), c.Float(1))));
        list.Aggregate("COVAR_POP", 2, 2, c => Result.Float(c.Aggregate("covar_pop", c.Float(0), c.Float(1))));
        list.Aggregate("COVAR_SAMP", 2, 2, c => Result.Float(c.Aggregate("covar_samp", c.Float(0), c.Float(1))));

        // Approximate in Snowflake; exact here, which is one of the answers that it may give.
        list.Aggregate("APPROX_COUNT_DISTINCT HLL", 1, 1, c => Result.Integer($"count(DISTINCT {Documents.Canonical(c.Argument(0))}){c.Over}"), documented: FunctionList.Many);
        list.Aggregate("APPROX_PERCENTILE", 2, 2, c => Result.Float($"quantile_cont({c.Float(0)}, CAST({c.Sql(1)} AS DOUBLE)){c.Over}"));
        list.Aggregate("BOOLAND_AGG", 1, 1, c => Result.Boolean(c.Aggregate("bool_and", c.Boolean(0))));
        list.Aggregate("BOOLOR_AGG", 1, 1, c => Result.Boolean(c.Aggregate("bool_or", c.Boolean(0))));
        list.Aggregate("LISTAGG", 1, 2, ListAgg);
        list.Aggregate("ARRAY_AGG ARRAYAGG", 1, 1, ArrayAgg);
        list.Aggregate("OBJECT_AGG OBJECTAGG", 2, 2, ObjectAgg);
        list.Aggregate("PERCENTILE_CONT", 1, 1, c => Percentile(c, "quantile_cont"));
        list.Aggregate("PERCENTILE_DISC", 1, 1, c => Percentile(c, "quantile_disc"));
        list.Aggregate("GROUPING GROUPING_ID", 1, FunctionList.Many, c => Result.Integer($"grouping({string.Join(", ", c.Arguments.Select(a => a.Sql))})"));
    }

    private static TranslatedExpression Count(FunctionInvocation call)
    {
        if (call.Node(0) is StarExpression star)
        {
            return star.Qualifier is null && call.Count == 1
                ? Result.Integer($"count(*){call.Over}")
                : throw new NotEmulatedException("COUNT(alias.*)", star.Position);
        }

        if (call.Count == 1)
        {
            return Result.Integer(call.Aggregate("count", call.Call.Distinct ? Documents.Canonical(call.Argument(0)) : call.Sql(0)));
        }

        // Rows in which any of the values is NULL don't count.
        var values = call.Arguments.Select(argument => call.Call.Distinct ? Documents.Canonical(argument) : argument.Sql).ToList();
        var row = $"CASE WHEN {string.Join(" AND ", values.Select(value => value + " IS NOT NULL"))} THEN row({string.Join(", ", values)}) END";
        return Result.Integer(call.Aggregate("count", row));
    }

    private static TranslatedExpression Extreme(FunctionInvocation call, string function)
    {
        var value = call.Argument(0);
        return value with { Sql = value.Type.IsSemiStructured ? call.Aggregate("arg_" + function, value.Sql, Documents.Ordered(value)) : call.Aggregate(function, value.Sql) };
    }

    private static TranslatedExpression Sum(FunctionInvocation call)
    {
        var value = call.Number(0);
        return value.Type.Kind == TypeKind.Float
            ? Result.Float(call.Aggregate("sum", value.Sql))
            : new TranslatedExpression($"CAST({call.Aggregate("sum", value.Sql)} AS DECIMAL(38,{NumberRules.Scale(value.Type)}))", DataType.Number(38, NumberRules.Scale(value.Type)));
    }

    private static TranslatedExpression Average(FunctionInvocation call)
    {
        var value = call.Number(0);
        return value.Type.Kind == TypeKind.Float
            ? Result.Float(call.Aggregate("avg", value.Sql))
            : Calculation.Divide(
                new TranslatedExpression(call.Aggregate("sum", $"CAST({value.Sql} AS {DuckDbType.Of(value.Type)})"), DataType.Number(38, NumberRules.Scale(value.Type))),
                new TranslatedExpression($"nullif({call.Aggregate("count", value.Sql)}, 0)", DataType.Number(18, 0)));
    }

    /// <summary>Of NUMBER(p,s) the median has three more digits.</summary>
    private static TranslatedExpression Median(FunctionInvocation call)
    {
        var value = call.Number(0);
        if (value.Type.Kind == TypeKind.Float)
        {
            return Result.Float(call.Aggregate("median", value.Sql));
        }

        var type = DataType.Number(38, Math.Min(NumberRules.Scale(value.Type) + 3, 37));
        return new TranslatedExpression($"CAST({call.Aggregate("median", $"CAST({value.Sql} AS {DuckDbType.Of(type)})")} AS {DuckDbType.Of(type)})", type);
    }

    private static TranslatedExpression ListAgg(FunctionInvocation call)
    {
        var delimiter = call.Count == 2 ? call.Text(1) : "''";
        if (call.Call.Distinct && call.Call.WithinGroup.Count > 0)
        {
            return Result.Text($"coalesce(array_to_string({OrderedDistinct(call, DataType.Varchar)}, {delimiter}), '')");
        }

        var order = call.Call.WithinGroup.Count > 0 ? " ORDER BY " + call.OrderItems(call.Call.WithinGroup) : string.Empty;
        var distinct = call.Call.Distinct ? "DISTINCT " : string.Empty;
        return Result.Text($"coalesce(string_agg({distinct}{call.Text(0)}, {delimiter}{order}){call.Over}, '')");
    }

    private static TranslatedExpression ArrayAgg(FunctionInvocation call)
    {
        var value = new TranslatedExpression(call.Json(0), DataType.Variant);
        if (call.Call.Distinct && call.Call.WithinGroup.Count > 0)
        {
            return Result.Array($"CAST('[' || coalesce(array_to_string({OrderedDistinct(call, DataType.Variant)}, ','), '') || ']' AS JSON)");
        }

        var order = call.Call.WithinGroup.Count > 0 ? " ORDER BY " + call.OrderItems(call.Call.WithinGroup) : string.Empty;
        var distinct = call.Call.Distinct ? "DISTINCT " : string.Empty;
        var items = $"list({distinct}CAST({(call.Call.Distinct ? Documents.Canonical(value) : value.Sql)} AS VARCHAR){order}) FILTER (WHERE {call.Sql(0)} IS NOT NULL){call.Over}";
        return Result.Array($"CAST('[' || coalesce(array_to_string({items}, ','), '') || ']' AS JSON)");
    }

    /// <summary>The texts of the values that differ, in WITHIN GROUP's order. "Both must refer to the same column", to DuckDB too: so the values are made texts after they are sorted.</summary>
    private static string OrderedDistinct(FunctionInvocation call, DataType type)
    {
        var value = call.Argument(0);
        if (value.Type.IsSemiStructured)
        {
            throw new NotEmulatedException($"{call.Call.Name}(DISTINCT …) WITHIN GROUP of {value.Type}", call.Position);
        }

        if (call.Call.WithinGroup is not [var item] || call.Translator.Translate(item.Expression).Sql != value.Sql)
        {
            throw SnowflakeException.Compilation(call.Position, $"{call.Call.Name}(DISTINCT …) can be in the order of its own argument alone: what stands in WITHIN GROUP is not a valid order by expression.");
        }

        var element = Conversion.Cast(value with { Sql = "e" }, type, call.Position).Sql;
        return $"list_transform(list(DISTINCT {value.Sql} ORDER BY {value.Sql}{QueryTranslator.Direction(item)}) FILTER (WHERE {value.Sql} IS NOT NULL){call.Over}, lambda e: CAST({element} AS VARCHAR))";
    }

    /// <summary>A pair with a NULL is left out: its text is NULL, which the aggregates pass over.</summary>
    private static TranslatedExpression ObjectAgg(FunctionInvocation call)
    {
        var (key, value) = (call.Text(0), call.Json(1));
        var pair = $"(CAST(to_json({key}) AS VARCHAR) || ':' || CAST({(call.Call.Distinct ? $"sf_canonical({value})" : value)} AS VARCHAR))";
        var used = $"CASE WHEN {pair} IS NOT NULL THEN {key} END";
        var written = $"CAST('{{' || coalesce({call.Aggregate("string_agg", pair, "','")}, '') || '}}' AS JSON)";
        return Result.Object(
            $"(CASE WHEN {call.Aggregate("count", pair)} > count(DISTINCT {used}){call.Over} THEN error('Duplicate field key ''' || mode({used}){call.Over} || '''') ELSE {written} END)");
    }

    private static TranslatedExpression Percentile(FunctionInvocation call, string function)
    {
        if (call.Call.WithinGroup is not [var item])
        {
            throw SnowflakeException.Compilation(call.Position, $"{call.Call.Name} needs WITHIN GROUP (ORDER BY one expression).");
        }

        var value = call.Translator.Translate(item.Expression);
        if (value.Type.IsSemiStructured)
        {
            throw new NotEmulatedException($"{call.Call.Name} of {value.Type}", item.Position);
        }

        var at = call.Sql(0);
        if (function == "quantile_cont")
        {
            return Result.Float($"quantile_cont({Calculation.Float(value)}, {(item.Descending ? $"(1 - {at})" : at)}){call.Over}");
        }

        // DuckDB counts from the greatest by a negative number, which 0 can't be.
        return value with
        {
            Sql = item.Descending ? $"(CASE WHEN {at} = 0 THEN max({value.Sql}){call.Over} ELSE quantile_disc({value.Sql}, (-{at})){call.Over} END)" : $"quantile_disc({value.Sql}, {at}){call.Over}",
        };
    }
}
