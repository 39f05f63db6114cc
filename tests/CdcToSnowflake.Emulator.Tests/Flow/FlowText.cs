using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace CdcToSnowflake.Emulator.Tests.Flow;

/// <summary>What a value read from RAW or CI looks like: nothing of the SDK's own forms.</summary>
internal static class FlowText
{
    public const string Null = "∅";

    public static string Of(object value, RandomColumn column) => value switch
    {
        DBNull => Null,
        byte[] bytes => Convert.ToHexString(bytes),
        DateTime time => Of(time),
        DateTimeOffset time => Of(time.UtcDateTime) + time.ToString("zzz", CultureInfo.InvariantCulture),
        string document when column.IsDocument => Document(document),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    public static string Of(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);

    /// <summary>A document without spaces, its keys in order, each number in one form.</summary>
    public static string Document(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Of(document.RootElement);
    }

    private static string Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(',', element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => $"'{member.Name}':{Of(member.Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(',', element.EnumerateArray().Select(Of)) + "]",
        JsonValueKind.String => $"'{element.GetString()}'",
        JsonValueKind.Number => BigInteger.TryParse(element.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? whole.ToString(CultureInfo.InvariantCulture)
            : element.GetDouble() is var number && double.IsInteger(number) ? new BigInteger(number).ToString(CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture),
        _ => element.GetRawText(),
    };
}
