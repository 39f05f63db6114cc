using System.Text.Json;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Server.Http;

/// <summary>A column as resultSetMetaData.rowType describes it, with the fields of the manual's examples.</summary>
internal static class RowType
{
    // VARCHAR without a length.
    private const int DefaultLength = 16_777_216;

    public static void Write(Utf8JsonWriter json, ResultColumn column)
    {
        var type = column.Type;
        var isText = type.Kind is TypeKind.Varchar or TypeKind.Null;
        int? length = isText ? type.Precision ?? DefaultLength : type.Kind == TypeKind.Binary ? type.Precision ?? DefaultLength / 2 : null;
        json.WriteStartObject();
        json.WriteString("name", column.Name);
        json.WriteString("database", "");
        json.WriteString("schema", "");
        json.WriteString("table", "");
        Write(json, "scale", type.Kind == TypeKind.Number ? type.Scale ?? 0 : type.Kind == TypeKind.Time || type.IsTimestamp ? type.Precision ?? 9 : null);
        Write(json, "precision", type.Kind == TypeKind.Number ? type.Precision ?? 38 : null);
        Write(json, "length", length);
        json.WriteString("type", WireValue.TypeName(type));
        json.WriteBoolean("nullable", true);
        // Up to four bytes a character.
        Write(json, "byteLength", isText ? (int)Math.Min(DefaultLength, 4L * length!.Value) : length);
        json.WriteNull("collation");
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string field, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(field, number);
        }
        else
        {
            json.WriteNull(field);
        }
    }
}
