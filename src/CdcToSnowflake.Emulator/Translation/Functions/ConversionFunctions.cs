using System.Globalization;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

internal static class ConversionFunctions
{
    public static void Register(FunctionList list)
    {
        list.Scalar("TO_VARCHAR TO_CHAR", 1, 2, ToText);
        list.Scalar("TO_NUMBER TO_DECIMAL TO_NUMERIC", 1, 4, c => ToNumber(c, isTry: false));
        list.Scalar("TRY_TO_NUMBER TRY_TO_DECIMAL TRY_TO_NUMERIC", 1, 4, c => ToNumber(c, isTry: true));
        list.Scalar("TO_DOUBLE", 1, 1, c => Cast(c, DataType.Float, isTry: false), documented: 2);
        list.Scalar("TRY_TO_DOUBLE", 1, 1, c => Cast(c, DataType.Float, isTry: true), documented: 2);
        list.Scalar("TO_BOOLEAN", 1, 1, c => Cast(c, DataType.Boolean, isTry: false));
        list.Scalar("TRY_TO_BOOLEAN", 1, 1, c => Cast(c, DataType.Boolean, isTry: true));
        list.Scalar("TO_BINARY", 1, 2, c => ToBinary(c, isTry: false));
        list.Scalar("TRY_TO_BINARY", 1, 2, c => ToBinary(c, isTry: true));
        list.Scalar("TO_DATE DATE", 1, 2, c => ToTime(c, DataType.Date, isTry: false));
        list.Scalar("TRY_TO_DATE", 1, 2, c => ToTime(c, DataType.Date, isTry: true));
        list.Scalar("TO_TIME TIME", 1, 2, c => ToTime(c, DataType.Time, isTry: false));
        list.Scalar("TRY_TO_TIME", 1, 2, c => ToTime(c, DataType.Time, isTry: true));
        list.Scalar("TO_TIMESTAMP TO_TIMESTAMP_NTZ", 1, 2, c => ToTime(c, DataType.TimestampNtz, isTry: false));
        list.Scalar("TRY_TO_TIMESTAMP TRY_TO_TIMESTAMP_NTZ", 1, 2, c => ToTime(c, DataType.TimestampNtz, isTry: true));
        list.Scalar("TO_TIMESTAMP_LTZ", 1, 2, c => ToTime(c, DataType.TimestampLtz, isTry: false));
        list.Scalar("TRY_TO_TIMESTAMP_LTZ", 1, 2, c => ToTime(c, DataType.TimestampLtz, isTry: true));
        list.Scalar("TO_TIMESTAMP_TZ", 1, 2, c => ToTime(c, DataType.TimestampTz, isTry: false));
        list.Scalar("TRY_TO_TIMESTAMP_TZ", 1, 2, c => ToTime(c, DataType.TimestampTz, isTry: true));
        list.Scalar("TO_VARIANT", 1, 1, c => Cast(c, DataType.Variant, isTry: false));
        list.Scalar("TO_ARRAY", 1, 1, c => c.Argument(0).Type.IsSemiStructured ? Cast(c, DataType.Array, isTry: false) : Result.Array($"sf_array({c.Json(0)})"));
        list.Scalar("TO_OBJECT", 1, 1, c => Cast(c, DataType.Object, isTry: false));
    }

    private static TranslatedExpression Cast(FunctionInvocation call, DataType type, bool isTry) => Conversion.Cast(call.Argument(0), type, call.Position, isTry);

    private static TranslatedExpression ToText(FunctionInvocation call)
    {
        var value = call.Argument(0);
        if (call.Count == 1)
        {
            return Conversion.Cast(value, DataType.Varchar, call.Position);
        }

        var format = call.RequiredLiteral(1, "a format");
        return value.Type.Kind switch
        {
            TypeKind.Date or TypeKind.TimestampNtz => Result.Text($"strftime({value.Sql}, {DuckDbText.Literal(TimeFormat.Translate(format, input: false, call.Node(1).Position))})"),
            TypeKind.TimestampLtz or TypeKind.TimestampTz =>
                Result.Text($"strftime(timezone('UTC', {value.Sql}), {DuckDbText.Literal(TimeFormat.Translate(format, input: false, call.Node(1).Position))})"),
            TypeKind.Time => Result.Text($"strftime(DATE '1970-01-01' + {value.Sql}, {DuckDbText.Literal(TimeFormat.Translate(format, input: false, call.Node(1).Position))})"),
            TypeKind.Binary when format.Equals("HEX", StringComparison.OrdinalIgnoreCase) => Result.Text($"hex({value.Sql})"),
            TypeKind.Binary when format.Equals("BASE64", StringComparison.OrdinalIgnoreCase) => Result.Text($"to_base64({value.Sql})"),
            TypeKind.Binary when format.Replace("-", string.Empty, StringComparison.Ordinal).Equals("UTF8", StringComparison.OrdinalIgnoreCase) => Result.Text($"sf_utf8({value.Sql})"),
            _ => throw new NotEmulatedException($"the format '{format}' of {call.Call.Name} for {value.Type}", call.Node(1).Position),
        };
    }

    private static TranslatedExpression ToNumber(FunctionInvocation call, bool isTry)
    {
        if (call.Literal(1) is { } format)
        {
            throw new NotEmulatedException($"the number format '{format}'", call.Node(1).Position);
        }

        var precision = call.Count > 1 ? Constant(call, 1) : 38;
        var scale = call.Count > 2 ? Constant(call, 2) : 0;
        if (precision is < 1 or > 38 || scale < 0 || scale > Math.Min(precision, 37))
        {
            throw SnowflakeException.Compilation(call.Position, $"invalid precision or scale: NUMBER({precision},{scale}).");
        }

        return Cast(call, DataType.Number(precision, scale), isTry);
    }

    private static int Constant(FunctionInvocation call, int index) =>
        call.Node(index) is NumberLiteral number && int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new NotEmulatedException($"{call.Call.Name} with a precision that is not a constant", call.Node(index).Position);

    private static TranslatedExpression ToBinary(FunctionInvocation call, bool isTry)
    {
        var format = (call.Count == 1 ? "HEX" : call.RequiredLiteral(1, "a format")).ToUpperInvariant();
        return format switch
        {
            "HEX" => Cast(call, DataType.Binary, isTry),
            "UTF-8" or "UTF8" => new TranslatedExpression($"encode({call.Text(0)})", DataType.Binary),
            "BASE64" => new TranslatedExpression($"sf_{(isTry ? "try_" : string.Empty)}base64({call.Text(0)})", DataType.Binary),
            _ => throw new NotEmulatedException($"the binary format '{format}' of {call.Call.Name}", call.Node(1).Position),
        };
    }

    private static TranslatedExpression ToTime(FunctionInvocation call, DataType type, bool isTry)
    {
        var value = call.Argument(0);
        if (value.Type.Kind == TypeKind.Number && type.Kind is not TypeKind.Time and not TypeKind.Date)
        {
            return FromNumber(call, value, type);
        }

        if (call.Count == 1 || call.Literal(1)?.Equals("AUTO", StringComparison.OrdinalIgnoreCase) == true)
        {
            return Conversion.Cast(value, type, call.Position, isTry);
        }

        var format = call.RequiredLiteral(1, "a format");
        if (TimeFormat.HasZone(format) && !(type.Kind == TypeKind.TimestampLtz || (type.Kind == TypeKind.TimestampTz && TimeFormat.EndsInZone(format))))
        {
            throw new NotEmulatedException($"a time zone there in the format of {call.Call.Name}", call.Node(1).Position);
        }

        var text = call.Text(0);
        var parsed = $"TRY_CAST(try_strptime(sf_strptime_text({text}), {DuckDbText.Literal(TimeFormat.Translate(format, input: true, call.Node(1).Position))}) AS {DuckDbType.Of(type)})";
        if (type.Kind == TypeKind.TimestampTz && TimeFormat.HasZone(format))
        {
            parsed = $"sf_at_utc({text}, {parsed})";
        }

        var what = type.Kind switch { TypeKind.Date => "date", TypeKind.Time => "time", _ => "timestamp" };
        return new TranslatedExpression(isTry ? parsed : $"sf_parsed({text}, {parsed}, {DuckDbText.Literal($"{what} with format '{format}'")})", type);
    }

    /// <summary>A number of 10^-scale seconds since 1970.</summary>
    private static TranslatedExpression FromNumber(FunctionInvocation call, TranslatedExpression value, DataType type)
    {
        var scale = call.Count == 1 ? 0 : Constant(call, 1);
        var micros = scale switch
        {
            6 => $"CAST({value.Sql} AS BIGINT)",
            < 6 => $"CAST({Calculation.Decimal(value)} * 1{new string('0', 6 - scale)} AS BIGINT)",
            <= 9 => $"(CAST({value.Sql} AS BIGINT) // 1{new string('0', scale - 6)})",
            _ => throw SnowflakeException.Compilation(call.Node(1).Position, $"invalid scale {scale} of {call.Call.Name}; 0 to 9."),
        };
        var timestamp = $"make_timestamp({micros})";
        return new TranslatedExpression(type.Kind == TypeKind.TimestampNtz ? timestamp : $"CAST({timestamp} AS TIMESTAMPTZ)", type);
    }
}
