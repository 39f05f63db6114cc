using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    private const int MaximumPrecision = 38;

    // "String & binary data types": 128 MB and 64 MB.
    private const int LongestText = 134_217_728;
    private const int LongestBytes = 67_108_864;

    /// <summary>Types that Snowflake has and DuckDB's side does not carry.</summary>
    private static readonly string[] RefusedTypes = ["GEOGRAPHY", "GEOMETRY", "MAP", "FILE", "DECFLOAT", "UUID", "INTERVAL", "TABLE"];

    private bool IsTypeName() => Here.Kind == TokenKind.Word && (TypeSynonyms.Find(Here.Text) is not null || Array.IndexOf(RefusedTypes, Here.Text) >= 0);

    private DataType ParseType()
    {
        var position = Position;
        var word = Here.Kind == TokenKind.Word ? Here.Text : throw Unexpected("a type");
        if (Array.IndexOf(RefusedTypes, word) >= 0)
        {
            throw NotEmulated($"type {word}");
        }

        if (TypeSynonyms.Find(word) is not { } kind)
        {
            throw Unexpected("a type");
        }

        _at++;
        return (kind switch
        {
            TypeKind.Number => ParseNumberType(word),
            TypeKind.Float => ParseFloatType(),
            TypeKind.Varchar => ParseTextType(word),
            TypeKind.Binary => new DataType(TypeKind.Binary, TryParseLength(LongestBytes)),
            TypeKind.Time => new DataType(TypeKind.Time, TryParseFraction()),
            TypeKind.TimestampNtz => ParseTimestampType(word),
            TypeKind.TimestampLtz or TypeKind.TimestampTz => new DataType(kind, TryParseFraction()),
            TypeKind.Vector => ParseVectorType(),
            TypeKind.Array or TypeKind.Object when IsSymbol("(") => throw NotEmulated($"structured {word}"),
            _ => new DataType(kind),
        }) with { Position = position };
    }

    private DataType ParseNumberType(string word)
    {
        if (word is not ("NUMBER" or "DECIMAL" or "DEC" or "NUMERIC") || !TrySymbol("("))
        {
            return DataType.Integer;
        }

        var position = Position;
        var precision = ParseInteger();
        var scale = TrySymbol(",") ? ParseInteger() : 0;
        ExpectSymbol(")");
        return precision is >= 1 and <= MaximumPrecision && scale <= precision && scale < MaximumPrecision
            ? DataType.Number(precision, scale)
            : throw SnowflakeException.Compilation(position, $"invalid precision or scale: NUMBER({precision},{scale}); 1 to 38 digits, 0 to 37 of them after the point.");
    }

    private DataType ParseFloatType()
    {
        TryWord("PRECISION");
        return DataType.Float;
    }

    private DataType ParseTextType(string word)
    {
        TryWord("VARYING");
        var length = TryParseLength(LongestText) ?? (word is "CHAR" or "CHARACTER" or "NCHAR" && !Ahead(-1).IsWord("VARYING") ? 1 : null);
        return new DataType(TypeKind.Varchar, length);
    }

    private DataType ParseTimestampType(string word)
    {
        var fraction = TryParseFraction();
        var kind = TypeKind.TimestampNtz;
        if (word is "TIMESTAMP")
        {
            if (TryWords("WITH", "LOCAL", "TIME", "ZONE"))
            {
                kind = TypeKind.TimestampLtz;
            }
            else if (TryWords("WITH", "TIME", "ZONE"))
            {
                kind = TypeKind.TimestampTz;
            }
            else
            {
                TryWords("WITHOUT", "TIME", "ZONE");
            }
        }

        return new DataType(kind, fraction);
    }

    private DataType ParseVectorType()
    {
        ExpectSymbol("(");
        var element = IsWord("FLOAT") || IsWord("INT") ? (Next().Text == "FLOAT" ? DataType.Float : DataType.Integer) : throw Unexpected("FLOAT or INT");
        ExpectSymbol(",");
        var dimension = ParseInteger();
        ExpectSymbol(")");
        return new DataType(TypeKind.Vector, dimension, null, element);
    }

    private int? TryParseLength(int longest)
    {
        var position = Position;
        return TryParseTypeArgument() is not { } length ? null
            : length >= 1 && length <= longest ? length
            : throw SnowflakeException.Compilation(position, $"invalid length {length}; 1 to {longest}.");
    }

    private int? TryParseTypeArgument()
    {
        if (!TrySymbol("("))
        {
            return null;
        }

        var value = ParseInteger();
        ExpectSymbol(")");
        return value;
    }

    private int TryParseFraction()
    {
        var position = Position;
        var digits = TryParseTypeArgument() ?? 9;
        return digits <= 9 ? digits : throw SnowflakeException.Compilation(position, $"invalid fraction of {digits} digits; 0 to 9.");
    }
}
