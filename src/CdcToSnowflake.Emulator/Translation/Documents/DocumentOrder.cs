using System.Globalization;
using System.Text.Json;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>Texts that sort, byte by byte, as the scalars of a VARIANT do: numbers by their value, texts by their bytes.</summary>
internal static class DocumentOrder
{
    private const int ExponentShift = 500_000;

    public static string Key(string scalar)
    {
        using var parsed = JsonDocument.Parse(scalar, DocumentText.Options);
        var value = parsed.RootElement;
        return value.ValueKind switch
        {
            JsonValueKind.False => "a",
            JsonValueKind.True => "b",
            JsonValueKind.Number => "n" + Number(DocumentNumber.Of(value.GetRawText())),
            JsonValueKind.String => "t" + value.GetString(),
            _ => "z",
        };
    }

    // The sign, then the exponent, then the digits. A negative number's are turned round, and the longer one is the smaller.
    private static string Number(DocumentNumber number)
    {
        if (number.Digits.Length == 0)
        {
            return "1";
        }

        var exponent = number.Exponent + ExponentShift;
        return number.IsNegative
            ? string.Create(CultureInfo.InvariantCulture, $"0{(2 * ExponentShift) - exponent:D7}{string.Concat(number.Digits.Select(digit => (char)('9' - digit + '0')))}~")
            : string.Create(CultureInfo.InvariantCulture, $"2{exponent:D7}{number.Digits}");
    }
}
