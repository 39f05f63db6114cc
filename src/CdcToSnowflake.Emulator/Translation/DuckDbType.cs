using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>The DuckDB type that stores a Snowflake type.</summary>
internal static class DuckDbType
{
    public static string Of(DataType type) => type.Kind switch
    {
        TypeKind.Null or TypeKind.Varchar => "VARCHAR",
        TypeKind.Number => $"DECIMAL({type.Precision ?? 38},{type.Scale ?? 0})",
        TypeKind.Float => "DOUBLE",
        TypeKind.Binary => "BLOB",
        TypeKind.Boolean => "BOOLEAN",
        TypeKind.Date => "DATE",
        TypeKind.Time => "TIME",
        TypeKind.TimestampNtz => "TIMESTAMP",
        TypeKind.TimestampLtz or TypeKind.TimestampTz => "TIMESTAMPTZ",
        TypeKind.Variant or TypeKind.Object or TypeKind.Array => "JSON",
        TypeKind.Vector => $"{(type.Element?.Kind == TypeKind.Float ? "FLOAT" : "INTEGER")}[{type.Precision}]",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type.Kind, "No DuckDB type stores it."),
    };
}
