using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>A document's text without white space. Equal documents have one canonical text: keys in order, numbers without needless digits.</summary>
internal static class DocumentText
{
    /// <summary>Documents nest as deeply as DuckDB lets them.</summary>
    public static JsonDocumentOptions Options { get; } = new() { AllowTrailingCommas = true, MaxDepth = 10_000 };

    public static string Write(string document, bool isCanonical)
    {
        try
        {
            using var parsed = JsonDocument.Parse(document, Options);
            var text = new StringBuilder(document.Length);
            Append(text, parsed.RootElement, isCanonical);
            return text.ToString();
        }
        catch (JsonException)
        {
            // DuckDB lets NaN and Infinity pass.
            return document;
        }
    }

    /// <summary>Whether DuckDB, which reads a fraction and a number with an exponent as a double, would give back another one of the document's numbers.</summary>
    public static bool Loses(string document)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(document), new JsonReaderOptions { AllowTrailingCommas = true, MaxDepth = Options.MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.Number && reader.ValueSpan.ContainsAny(".eE"u8) && IsRounded(Encoding.ASCII.GetString(reader.ValueSpan)))
                {
                    return true;
                }
            }
        }
        catch (JsonException)
        {
            // NaN and Infinity are doubles.
        }

        return false;
    }

    private static bool IsRounded(string number) =>
        DocumentNumber.Of(number) != DocumentNumber.Of(double.Parse(number, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture));

    private static void Append(StringBuilder text, JsonElement value, bool isCanonical)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = value.EnumerateObject().AsEnumerable();
                AppendAll(text, '{', isCanonical ? members.OrderBy(member => member.Name, StringComparer.Ordinal) : members, '}', member =>
                {
                    AppendText(text, member.Name);
                    text.Append(':');
                    Append(text, member.Value, isCanonical);
                });
                break;
            case JsonValueKind.Array:
                AppendAll(text, '[', value.EnumerateArray(), ']', element => Append(text, element, isCanonical));
                break;
            case JsonValueKind.Number:
                text.Append(isCanonical ? DocumentNumber.Of(value.GetRawText()).ToString() : value.GetRawText());
                break;
            case JsonValueKind.String:
                AppendText(text, value.GetString()!);
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    // Only what JSON asks for is escaped: .NET's own encoders escape emoji too.
    private static void AppendText(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append(@"\\"),
                '\b' => text.Append(@"\b"),
                '\f' => text.Append(@"\f"),
                '\n' => text.Append(@"\n"),
                '\r' => text.Append(@"\r"),
                '\t' => text.Append(@"\t"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }

    private static void AppendAll<T>(StringBuilder text, char first, IEnumerable<T> items, char last, Action<T> append)
    {
        text.Append(first);
        var isFollowing = false;
        foreach (var item in items)
        {
            if (isFollowing)
            {
                text.Append(',');
            }

            append(item);
            isFollowing = true;
        }

        text.Append(last);
    }
}
