using System.Text.Json;
using System.Text.Json.Serialization;

namespace SqlOnly.Models;

/// <summary>Reads a variable of the user's templates, which is text, a whole number or a truth.</summary>
internal sealed class VariableConverter : JsonConverter<object>
{
    public override object Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString()!,
        JsonTokenType.True or JsonTokenType.False => reader.GetBoolean(),
        JsonTokenType.Number when reader.TryGetInt64(out var number) => number,
        _ => throw new JsonException("A template's variable is text, a whole number, true or false."),
    };

    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options) => throw new NotSupportedException("Models are only read.");
}
