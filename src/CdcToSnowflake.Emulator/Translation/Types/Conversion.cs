using System.Globalization;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>Casts, explicit (x::T) and implicit, as DuckDB's text.</summary>
internal static class Conversion
{
    /// <summary>An explicit cast. isTry: NULL instead of an error.</summary>
    public static TranslatedExpression Cast(TranslatedExpression value, DataType type, TextPosition position, bool isTry = false)
    {
        // The casts of a document name it many times over, and DuckDB plans what they name as often: a path in it is to be taken once.
        if (value.Type.IsSemiStructured && !type.IsSemiStructured && value.Sql.Contains('('))
        {
            var once = Cast(value with { Sql = "j" }, type, position, isTry);
            return once with { Sql = $"list_transform([{value.Sql}], lambda j: {once.Sql})[1]" };
        }

        var sql = type.Kind switch
        {
            _ when value.Type.Kind == TypeKind.Null => $"CAST(NULL AS {DuckDbType.Of(type)})",
            TypeKind.Varchar => ToText(value, type),
            TypeKind.Number or TypeKind.Float => ToNumber(value, type, isTry, position),
            TypeKind.Boolean => ToBoolean(value, isTry, position),
            TypeKind.Date or TypeKind.Time or TypeKind.TimestampNtz or TypeKind.TimestampLtz or TypeKind.TimestampTz => ToTime(value, type, isTry, position),
            TypeKind.Variant => ToVariant(value),
            TypeKind.Array => ToArray(value, position),
            TypeKind.Object => value.Type.IsSemiStructured ? value.Sql : throw Impossible(value, type, position),
            TypeKind.Binary => ToBinary(value, isTry, position),
            TypeKind.Vector => ToVector(value, type, position),
            _ => throw Impossible(value, type, position),
        };
        return new TranslatedExpression(sql, type);
    }

    /// <summary>TRY_CAST of a text: where a cast to VARCHAR(n) cuts, it is NULL.</summary>
    public static TranslatedExpression TryCast(TranslatedExpression text, DataType type, TextPosition position) =>
        type is { Kind: TypeKind.Varchar, Precision: { } length } && text.Type.Kind == TypeKind.Varchar
            ? new TranslatedExpression($"(CASE WHEN length({text.Sql}) <= {length.ToString(CultureInfo.InvariantCulture)} THEN {text.Sql} END)", type)
            : Cast(text, type, position, isTry: true);

    /// <summary>The value where another type is wanted without a cast being written; the same type stays as it is.</summary>
    public static TranslatedExpression Coerce(TranslatedExpression value, DataType type, TextPosition position) =>
        value.Type.Kind == type.Kind && type.Kind != TypeKind.Number ? value
        : value.Type.Kind == TypeKind.Number && type.Kind == TypeKind.Number && NumberRules.Scale(value.Type) <= NumberRules.Scale(type) ? value
        : Cast(value, type, position);

    /// <summary>As Coerce, and a string that is too long for its column is an error.</summary>
    public static string Assign(TranslatedExpression value, DataType type, TextPosition position)
    {
        if (type.IsSemiStructured && !value.Type.IsSemiStructured && value.Type.Kind is not (TypeKind.Null or TypeKind.Vector))
        {
            throw new SnowflakeException(2023, "22000",
                $"SQL compilation error: expression type does not match column data type, expecting {type} but got {value.Type} ({position}).");
        }

        if (type.StoredLength is { } length)
        {
            var fitting = Cast(value, type with { Precision = null }, position).Sql;
            return value.Type.Kind == type.Kind && value.Type.Precision <= length ? fitting
                : $"sf_fit{(type.Kind == TypeKind.Binary ? "_binary" : string.Empty)}({fitting}, {length.ToString(CultureInfo.InvariantCulture)})";
        }

        return value.Type.Kind == type.Kind && type.Kind is not (TypeKind.Number or TypeKind.Array or TypeKind.Time) && !type.IsTimestamp ? value.Sql : Cast(value, type, position).Sql;
    }

    private static SnowflakeException Impossible(TranslatedExpression value, DataType type, TextPosition position) =>
        SnowflakeException.Compilation(position, $"invalid type [CAST(… AS {type})] for a value of type {value.Type}.");

    private static string Text(TranslatedExpression value) => value.Type.Kind switch
    {
        TypeKind.Varchar => value.Sql,
        TypeKind.Float => $"sf_float_text({value.Sql})",
        TypeKind.Time => $"strftime(DATE '1970-01-01' + {value.Sql}, '%H:%M:%S')",
        TypeKind.TimestampNtz => $"strftime({value.Sql}, '%Y-%m-%d %H:%M:%S.%g')",
        TypeKind.TimestampLtz or TypeKind.TimestampTz => $"(strftime(timezone('UTC', {value.Sql}), '%Y-%m-%d %H:%M:%S.%g') || ' +0000')",
        TypeKind.Variant or TypeKind.Object or TypeKind.Array => $"sf_variant_text({value.Sql})",
        TypeKind.Binary => $"hex({value.Sql})",
        _ => $"CAST({value.Sql} AS VARCHAR)",
    };

    private static string ToText(TranslatedExpression value, DataType type)
    {
        var text = Text(value);
        return type.Precision is { } length && !(value.Type.Kind == TypeKind.Varchar && value.Type.Precision <= length)
            ? $"\"left\"({text}, {length.ToString(CultureInfo.InvariantCulture)})"
            : text;
    }

    private static string ToNumber(TranslatedExpression value, DataType type, bool isTry, TextPosition position)
    {
        var target = DuckDbType.Of(type);
        return value.Type.Kind switch
        {
            TypeKind.Varchar => $"sf_{(isTry ? "try_" : string.Empty)}number({value.Sql}, {Number(value.Sql)})",
            TypeKind.Number or TypeKind.Float => $"{(isTry ? "TRY_CAST" : "CAST")}({value.Sql} AS {target})",
            TypeKind.Boolean when type.Kind == TypeKind.Number => $"CAST(CAST({value.Sql} AS INTEGER) AS {target})",

            // The text once: what it is made from is long.
            TypeKind.Variant => $"list_transform([sf_number_text({value.Sql})], lambda t: "
                + (isTry ? $"sf_try_number(t, {Number("t")})" : $"sf_variant_number({value.Sql}, t, {Number("t")}, '{(type.Kind == TypeKind.Float ? "REAL" : "FIXED")}')") + ")[1]",
            _ => throw Impossible(value, type, position),
        };

        string Number(string text) => type.Kind == TypeKind.Float ? $"sf_finite({text}, TRY_CAST(trim({text}) AS {target}))" : $"TRY_CAST(trim({text}) AS {target})";
    }

    private static string ToBoolean(TranslatedExpression value, bool isTry, TextPosition position) => value.Type.Kind switch
    {
        TypeKind.Boolean => value.Sql,
        TypeKind.Number or TypeKind.Float => $"({value.Sql} <> 0)",
        TypeKind.Varchar => isTry ? $"sf_try_boolean({value.Sql})" : $"sf_boolean({value.Sql})",
        TypeKind.Variant => OfVariant(value, "sf_try_boolean", "BOOLEAN", isTry),
        _ => throw Impossible(value, DataType.Boolean, position),
    };

    private static string ToTime(TranslatedExpression value, DataType type, bool isTry, TextPosition position)
    {
        var target = DuckDbType.Of(type);
        var name = type.Kind switch
        {
            TypeKind.Date => "date",
            TypeKind.Time => "time",
            TypeKind.TimestampLtz => "timestamp_ltz",
            TypeKind.TimestampTz => "timestamp_tz",
            _ => "timestamp_ntz",
        };
        var sql = value.Type.Kind switch
        {
            TypeKind.Varchar => $"sf_{(isTry ? "try_" : string.Empty)}{name}({value.Sql})",
            TypeKind.Variant => OfVariant(value, "sf_try_" + name, name.ToUpperInvariant(), isTry),
            TypeKind.Number when type.IsTimestamp => $"CAST(make_timestamp(CAST({Calculation.Decimal(value)} * 1000000 AS BIGINT)) AS {target})",
            TypeKind.Time when type.Kind == TypeKind.Time => value.Sql,
            TypeKind.TimestampLtz or TypeKind.TimestampTz when type.Kind == TypeKind.Time => $"CAST(timezone('UTC', {value.Sql}) AS {target})",
            TypeKind.Date or TypeKind.TimestampNtz or TypeKind.TimestampLtz or TypeKind.TimestampTz => value.Type.Kind == type.Kind ? value.Sql : $"CAST({value.Sql} AS {target})",
            _ => throw Impossible(value, type, position),
        };

        // DuckDB keeps microseconds; fewer digits cut the rest off, as Snowflake does.
        if (type.Precision is null or >= 6 || (value.Type.Kind == type.Kind && value.Type.Precision <= type.Precision))
        {
            return sql;
        }

        var unit = ((int)Math.Pow(10, 6 - type.Precision.Value)).ToString(CultureInfo.InvariantCulture);
        return type.Kind switch
        {
            TypeKind.Time => $"sf_truncate_time({sql}, {unit})",
            TypeKind.TimestampNtz => $"sf_truncate_timestamp({sql}, {unit})",
            _ => $"CAST(sf_truncate_timestamp({sql}, {unit}) AS TIMESTAMPTZ)",
        };
    }

    private static string ToVariant(TranslatedExpression value) => value.Type.Kind switch
    {
        TypeKind.Variant or TypeKind.Object or TypeKind.Array => value.Sql,
        TypeKind.Number => $"sf_number_json({value.Sql})",
        TypeKind.Float or TypeKind.Boolean or TypeKind.Vector => $"to_json({value.Sql})",
        TypeKind.Time => $"to_json(CAST({value.Sql} AS VARCHAR))",
        TypeKind.TimestampNtz => $"to_json({Moment(value.Sql)})",
        TypeKind.TimestampLtz or TypeKind.TimestampTz => $"to_json(({Moment($"timezone('UTC', {value.Sql})")}) || ' +0000')",
        _ => $"to_json({Text(value)})",
    };

    // A VARIANT keeps what the output's format would cut off.
    private static string Moment(string timestamp) => $"CASE WHEN epoch_us({timestamp}) % 1000 = 0 THEN strftime({timestamp}, '%Y-%m-%d %H:%M:%S.%g') ELSE strftime({timestamp}, '%Y-%m-%d %H:%M:%S.%f') END";

    private static string ToArray(TranslatedExpression value, TextPosition position) => value.Type.Kind switch
    {
        TypeKind.Array => value.Sql,
        TypeKind.Variant or TypeKind.Object => $"sf_array({value.Sql})",
        TypeKind.Vector => $"to_json({value.Sql})",
        _ => throw Impossible(value, DataType.Array, position),
    };

    private static string ToBinary(TranslatedExpression value, bool isTry, TextPosition position) => value.Type.Kind switch
    {
        TypeKind.Binary => value.Sql,
        TypeKind.Varchar => $"sf_{(isTry ? "try_" : string.Empty)}hex({value.Sql})",
        TypeKind.Variant => OfVariant(value, "sf_try_hex", "BINARY", isTry),
        _ => throw Impossible(value, DataType.Binary, position),
    };

    private static string ToVector(TranslatedExpression value, DataType type, TextPosition position) => value.Type.Kind switch
    {
        TypeKind.Vector when value.Type.Precision == type.Precision => $"CAST({value.Sql} AS {DuckDbType.Of(type)})",
        TypeKind.Array or TypeKind.Variant => $"sf_variant_cast({value.Sql}, TRY_CAST({value.Sql} AS {DuckDbType.Of(type)}), '{type}')",
        _ => throw Impossible(value, type, position),
    };

    // By the text in it, as the macro reads that.
    private static string OfVariant(TranslatedExpression value, string macro, string type, bool isTry) =>
        isTry ? $"{macro}(sf_variant_text({value.Sql}))" : $"sf_variant_cast({value.Sql}, {macro}(sf_variant_text({value.Sql})), '{type}')";
}
