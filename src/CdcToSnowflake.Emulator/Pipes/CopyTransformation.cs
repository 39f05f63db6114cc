using System.Collections.Frozen;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>What "Transform data during a load" allows in a COPY's SELECT: what Snowflake refuses must not pass here.</summary>
internal static class CopyTransformation
{
    // The page's list, as far as the functions are known here.
    private static readonly FrozenSet<string> Functions = """
        ARRAY_CONSTRUCT ARRAY_SIZE ASCII CEIL CHECK_JSON CHR CHAR CONCAT CONVERT_TIMEZONE ENDSWITH EQUAL_NULL FLOOR GET GET_PATH HEX_DECODE_STRING HEX_ENCODE IFF IFNULL IS_ARRAY IS_BOOLEAN IS_DECIMAL
        IS_INTEGER IS_NULL_VALUE IS_OBJECT LENGTH LEN LPAD LTRIM MD5 MD5_HEX NULLIF NVL NVL2 OBJECT_CONSTRUCT PARSE_JSON RANDOM REGEXP_REPLACE REGEXP_SUBSTR REPLACE REVERSE RPAD RTRIM SPLIT SPLIT_PART
        STARTSWITH SUBSTR SUBSTRING TO_ARRAY TO_BINARY TO_BOOLEAN TO_CHAR TO_VARCHAR TO_DATE DATE TO_DECIMAL TO_NUMBER TO_NUMERIC TO_DOUBLE TO_OBJECT TO_TIME TIME TO_TIMESTAMP TO_TIMESTAMP_NTZ
        TO_TIMESTAMP_LTZ TO_TIMESTAMP_TZ TO_VARIANT TRIM TRY_TO_BINARY TRY_TO_BOOLEAN TRY_TO_DATE TRY_TO_DECIMAL TRY_TO_NUMBER TRY_TO_NUMERIC TRY_TO_DOUBLE TRY_TO_TIME UNICODE UUID_STRING
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    public static void Check(SelectBody select)
    {
        var refused = select switch
        {
            { Where: { } where } => (where.Position, "WHERE"),
            { GroupBy: { } group } => (group.Position, "GROUP BY"),
            { Having: { } having } => (having.Position, "HAVING"),
            { Qualify: { } qualify } => (qualify.Position, "QUALIFY"),
            { Top: { } top } => (top.Position, "TOP"),
            { Distinct: true } => (select.Position, "DISTINCT"),
            _ => default((TextPosition Position, string What)?),
        };
        if (refused is var (position, what))
        {
            throw Refused(position, what);
        }

        foreach (var item in select.Items)
        {
            Check((item as ExpressionItem)?.Expression ?? throw Refused(item.Position, "*"));
        }
    }

    private static void Check(Expression expression)
    {
        switch (expression)
        {
            case FunctionCall call when call.Name.Parts.Count > 1 || !Functions.Contains(call.Name.Name) || call.Window is not null || call.Distinct:
                throw Refused(call.Position, call.Name.Name);
            case ExistsExpression or SubqueryExpression or InQueryExpression or QuantifiedExpression:
                throw Refused(expression.Position, "a subquery");
            default:
                foreach (var part in Parts(expression))
                {
                    Check(part);
                }

                break;
        }
    }

    private static IEnumerable<Expression> Parts(Expression expression) => expression switch
    {
        FunctionCall call => call.Arguments.Select(argument => argument.Value),
        CastExpression cast => [cast.Operand],
        UnaryExpression unary => [unary.Operand],
        BinaryExpression binary => [binary.Left, binary.Right],
        PathExpression path => [path.Operand],
        ElementExpression element => [element.Operand, element.Index],
        CaseExpression choice => choice.Branches.SelectMany(branch => new[] { branch.Condition, branch.Result }).Concat(new[] { choice.Operand, choice.Else }.OfType<Expression>()),
        BetweenExpression between => [between.Operand, between.Low, between.High],
        InListExpression list => list.Items.Prepend(list.Operand),
        LikeExpression like => [like.Operand, .. like.Patterns],
        IsNullExpression test => [test.Operand],
        IsTruthExpression test => [test.Operand],
        IsDistinctExpression test => [test.Left, test.Right],
        _ => [],
    };

    private static SnowflakeException Refused(TextPosition position, string what) =>
        SnowflakeException.Compilation(position, $"COPY statement only supports simple SELECT from stage statements for import: {what} is not allowed there. Load the rows as they are, and change them where they are read.");
}
