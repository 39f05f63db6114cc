using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CdcToSnowflake.Sql.Rendering;

/// <summary>The only place where names and text become YAML: a JSON string is a double-quoted scalar of YAML 1.2.</summary>
internal static partial class YamlQuoting
{
    /// <summary>A text.</summary>
    public static string Text(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    /// <summary>An identifier, which YAML's reader takes as SQL does: one that isn't plain stands in SQL's own quotes within YAML's.</summary>
    public static string Name(PlainText name) => Text(Plain().IsMatch(name.Text) ? name.Text : name.Identifier);

    [GeneratedRegex(@"\A[A-Z_][A-Z0-9_$]*\z")]
    private static partial Regex Plain();
}
