using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Quickstart.Verification;

/// <summary>
/// JSON in one form: members by name, no blanks, numbers by value. A VARIANT keeps neither the order of members nor the way a number was written, so neither may count.
/// </summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 512 };

    public static string Canonical(string json)
    {
        using var document = JsonDocument.Parse(json, Options);
        var text = new StringBuilder(json.Length);
        Write(text, document.RootElement);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach (var member in value.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    text.Append(JsonSerializer.Serialize(member.Name)).Append(':');
                    Write(text, member.Value);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (var item in value.EnumerateArray())
                {
                    Write(text, item);
                    text.Append(',');
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                text.Append(JsonSerializer.Serialize(value.GetString()));
                break;
            case JsonValueKind.Number:
                text.Append(Number(value.GetRawText()));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    // Digits without zeros at either end, and the power of ten: 1.50, 15e-1 and 1.5 are all 15e-1.
    private static string Number(string raw)
    {
        int e = raw.AsSpan().IndexOfAny('e', 'E');
        int exponent = e < 0 ? 0 : int.Parse(raw.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string mantissa = e < 0 ? raw : raw[..e];
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            exponent -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }

        string digits = BigInteger.Parse(mantissa, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        string trimmed = digits.TrimEnd('0');
        return trimmed.Length == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{trimmed}e{exponent + digits.Length - trimmed.Length}");
    }
}
