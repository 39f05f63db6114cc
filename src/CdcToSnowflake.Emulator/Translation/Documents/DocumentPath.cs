using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>A path as DuckDB writes it, $."a"."b"[0], followed in a document whose numbers keep the digits that they are written with.</summary>
internal static class DocumentPath
{
    /// <summary>The text of what is there; null: nothing is.</summary>
    public static string? Find(string document, string path)
    {
        using var parsed = JsonDocument.Parse(document, DocumentText.Options);
        var value = parsed.RootElement;
        for (var at = 1; at < path.Length;)
        {
            var isFound = path[at] == '.' ? TryMember(ref value, Key(path, ref at)) : TryElement(ref value, Index(path, ref at));
            if (!isFound)
            {
                return null;
            }
        }

        return value.GetRawText();
    }

    private static bool TryMember(ref JsonElement value, string key) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(key, out value);

    private static bool TryElement(ref JsonElement value, int index)
    {
        if (value.ValueKind != JsonValueKind.Array || index >= value.GetArrayLength())
        {
            return false;
        }

        value = value[index];
        return true;
    }

    // ."key", in which \ stands before \ and ".
    private static string Key(string path, ref int at)
    {
        var key = new StringBuilder();
        for (at += 2; path[at] != '"'; at++)
        {
            at += path[at] == '\\' ? 1 : 0;
            key.Append(path[at]);
        }

        at++;
        return key.ToString();
    }

    private static int Index(string path, ref int at)
    {
        var end = path.IndexOf(']', at);
        var digits = path.AsSpan(at + 1, end - at - 1);
        at = end + 1;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : int.MaxValue;
    }
}
