using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>How Snowflake prints types.</summary>
internal static class TypeNames
{
    /// <summary>INFORMATION_SCHEMA.COLUMNS.DATA_TYPE.</summary>
    public static string Information(DataType type) => type.Kind switch
    {
        TypeKind.Varchar or TypeKind.Null => "TEXT",
        TypeKind.TimestampNtz => "TIMESTAMP_NTZ",
        TypeKind.TimestampLtz => "TIMESTAMP_LTZ",
        TypeKind.TimestampTz => "TIMESTAMP_TZ",
        _ => type.Kind.ToString().ToUpperInvariant(),
    };

    /// <summary>SHOW PROCEDURES' types: without lengths.</summary>
    public static string Plain(DataType type) => type.Kind == TypeKind.Varchar ? "VARCHAR" : Information(type);

    /// <summary>DESCRIBE TABLE's type: with lengths, also where none was declared.</summary>
    public static string Described(DataType type) => type.Kind is TypeKind.Varchar or TypeKind.Binary && type.Precision is null
        ? $"{(type.Kind == TypeKind.Varchar ? "VARCHAR" : "BINARY")}({DefaultLength(type)})"
        : type.ToString();

    /// <summary>16 MB of text, 8 MB of bytes: the lengths of a column declared without one.</summary>
    public static int DefaultLength(DataType type) => type.Kind == TypeKind.Varchar ? 16_777_216 : 8_388_608;
}
