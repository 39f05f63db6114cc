using System.Text.Json;
using System.Text.Json.Serialization;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>A type as an array: kind, precision, scale, element's kind. The node itself also carries its place in a text, which is not worth keeping.</summary>
internal sealed class DataTypeConverter : JsonConverter<DataType>
{
    public override DataType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var parts = JsonSerializer.Deserialize<string?[]>(ref reader, options) ?? [];
        if (parts.Length != 4 || !Enum.TryParse<TypeKind>(parts[0], out var kind))
        {
            throw new JsonException("The catalog holds a type that is not one: the file is not this emulator's, or damaged.");
        }

        var element = parts[3] is { } name ? new DataType(Enum.Parse<TypeKind>(name)) : null;
        return new DataType(kind, Number(parts[1]), Number(parts[2]), element);
    }

    public override void Write(Utf8JsonWriter writer, DataType value, JsonSerializerOptions options) => JsonSerializer.Serialize(
        writer,
        new[] { value.Kind.ToString(), value.Precision?.ToString(null, null), value.Scale?.ToString(null, null), value.Element?.Kind.ToString() },
        options);

    private static int? Number(string? text) => text is null ? null : int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
