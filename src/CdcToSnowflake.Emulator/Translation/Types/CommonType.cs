using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>The one type that the branches of a CASE, the values of a COALESCE or the sides of a UNION take.</summary>
internal static class CommonType
{
    /// <summary>What a text beside a number becomes (page IFNULL: "the result is a value of type NUMBER(18,5)").</summary>
    private static readonly DataType NumberOfText = DataType.Number(18, 5);

    public static DataType Of(IEnumerable<DataType> types) => types.Aggregate(DataType.Null, Of);

    public static DataType Of(DataType left, DataType right)
    {
        if (left.Kind == TypeKind.Null || right.Kind == TypeKind.Null)
        {
            return left.Kind == TypeKind.Null ? right : left;
        }

        if (left.Kind == right.Kind)
        {
            return left.Kind switch
            {
                TypeKind.Number => NumberRules.Union(left, right),
                TypeKind.Varchar or TypeKind.Binary => new DataType(left.Kind, left.Precision is { } a && right.Precision is { } b ? Math.Max(a, b) : null),
                _ => left,
            };
        }

        return (left.Kind, right.Kind) switch
        {
            (TypeKind.Number, TypeKind.Varchar) => NumberRules.Union(left, NumberOfText),
            (TypeKind.Varchar, TypeKind.Number) => NumberRules.Union(NumberOfText, right),
            _ => Rank(left) >= Rank(right) ? left : right,
        };
    }

    /// <summary>Strings turn into the other type; everything turns into VARIANT.</summary>
    private static int Rank(DataType type) => type.Kind switch
    {
        TypeKind.Variant => 20,
        TypeKind.Object or TypeKind.Array => 15,
        TypeKind.Float => 10,
        TypeKind.Number => 9,
        TypeKind.TimestampTz => 8,
        TypeKind.TimestampLtz => 7,
        TypeKind.TimestampNtz => 6,
        TypeKind.Date => 5,
        TypeKind.Varchar => 0,
        _ => 3,
    };
}
