using System.Collections.Frozen;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

/// <summary>The names of types, as page "Summary of data types" lists them.</summary>
internal static class TypeSynonyms
{
    private static readonly FrozenDictionary<string, TypeKind> Kinds = new Dictionary<string, TypeKind>(StringComparer.Ordinal)
    {
        ["NUMBER"] = TypeKind.Number, ["DECIMAL"] = TypeKind.Number, ["DEC"] = TypeKind.Number, ["NUMERIC"] = TypeKind.Number,
        ["INT"] = TypeKind.Number, ["INTEGER"] = TypeKind.Number, ["BIGINT"] = TypeKind.Number, ["SMALLINT"] = TypeKind.Number,
        ["TINYINT"] = TypeKind.Number, ["BYTEINT"] = TypeKind.Number,
        ["FLOAT"] = TypeKind.Float, ["FLOAT4"] = TypeKind.Float, ["FLOAT8"] = TypeKind.Float, ["DOUBLE"] = TypeKind.Float, ["REAL"] = TypeKind.Float,
        ["VARCHAR"] = TypeKind.Varchar, ["CHAR"] = TypeKind.Varchar, ["CHARACTER"] = TypeKind.Varchar, ["NCHAR"] = TypeKind.Varchar,
        ["STRING"] = TypeKind.Varchar, ["TEXT"] = TypeKind.Varchar, ["NVARCHAR"] = TypeKind.Varchar, ["NVARCHAR2"] = TypeKind.Varchar,
        ["BINARY"] = TypeKind.Binary, ["VARBINARY"] = TypeKind.Binary,
        ["BOOLEAN"] = TypeKind.Boolean, ["DATE"] = TypeKind.Date, ["TIME"] = TypeKind.Time,
        ["DATETIME"] = TypeKind.TimestampNtz, ["TIMESTAMP"] = TypeKind.TimestampNtz, ["TIMESTAMP_NTZ"] = TypeKind.TimestampNtz, ["TIMESTAMPNTZ"] = TypeKind.TimestampNtz,
        ["TIMESTAMP_LTZ"] = TypeKind.TimestampLtz, ["TIMESTAMPLTZ"] = TypeKind.TimestampLtz,
        ["TIMESTAMP_TZ"] = TypeKind.TimestampTz, ["TIMESTAMPTZ"] = TypeKind.TimestampTz,
        ["VARIANT"] = TypeKind.Variant, ["OBJECT"] = TypeKind.Object, ["ARRAY"] = TypeKind.Array, ["VECTOR"] = TypeKind.Vector,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static TypeKind? Find(string word) => Kinds.TryGetValue(word, out var kind) ? kind : null;
}
