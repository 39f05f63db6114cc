namespace CdcToSnowflake.Emulator.Translation;

internal static class RegexpFunctions
{
    public static void Register(FunctionList list)
    {
        list.Scalar("REGEXP_LIKE RLIKE", 2, 3, c => Result.Boolean($"regexp_full_match({c.Text(0)}, {c.Text(1)}, {Options(c, 2)})"));
        list.Scalar("REGEXP_REPLACE", 2, 3, Replace, documented: 6);
        list.Scalar("REGEXP_SUBSTR", 2, 2, c => Result.Text($"nullif(regexp_extract({c.Text(0)}, {c.Text(1)}), '')"), documented: 6);
        list.Scalar("REGEXP_COUNT", 2, 2, c => Result.Integer($"length(regexp_extract_all({c.Text(0)}, {c.Text(1)}))"), documented: 4);
    }

    private static TranslatedExpression Replace(FunctionInvocation call) =>
        Result.Text($"regexp_replace({call.Text(0)}, {call.Text(1)}, {(call.Count > 2 ? call.Text(2) : "''")}, 'g')");

    private static string Options(FunctionInvocation call, int index)
    {
        var given = call.Count > index ? call.RequiredLiteral(index, "parameters") : "c";
        foreach (var option in given)
        {
            // DuckDB's m is another one: it tells whether . takes a line's end.
            if (option is not ('c' or 'i' or 's'))
            {
                throw new NotEmulatedException($"the parameter '{option}' of {call.Call.Name}", call.Node(index).Position);
            }
        }

        return DuckDbText.Literal(given.Length == 0 ? "c" : given);
    }
}
