using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace CdcToSnowflake.Tests.Docs;

/// <summary>Whether what a comment says of a default is what a setting has that nobody sets.</summary>
internal static partial class OptionDefault
{
    /// <summary>What is wrong; null for nothing.</summary>
    /// <param name="property">The setting.</param>
    /// <param name="said">What the comment says.</param>
    /// <param name="found">What it has.</param>
    public static string? Fault(PropertyInfo property, string said, object? found) =>
        IsSo(property.PropertyType, said, found) ? null : $"{property.DeclaringType!.Name}.{property.Name}: \"{said}\", and it is {found ?? "null"}";

    private static bool IsSo(Type type, string said, object? found)
    {
        var text = said.Replace("`", "", StringComparison.Ordinal);
        return found switch
        {
            null => Word(text) is "null" or "none",
            _ when Word(text) is "null" => false,
            bool flag => Word(text) == (flag ? "true" : "false"),
            Enum member => Word(text).Split('.')[^1].Equals(member.ToString(), StringComparison.OrdinalIgnoreCase),
            TimeSpan or IConvertible and not string => Quantity.Leading(text, found.GetType()) is { } quantity && quantity.Equals(found),
            TimeProvider clock => Word(text) is "TimeProvider.System" or "the" && clock == TimeProvider.System,
            _ when OptionTypes.IsNested(type) || type.IsInterface && !IsList(type) => true,
            _ when OptionSamples.IsEmpty(found) => Word(text) is "none" or "empty",
            _ => text.StartsWith(Convert.ToString(found, CultureInfo.InvariantCulture)!, StringComparison.Ordinal),
        };
    }

    private static bool IsList(Type type) => OptionTypes.Element(type) is not null;

    private static string Word(string text) => FirstWord().Match(text).Value;

    [GeneratedRegex(@"^[\w.]*\w")]
    private static partial Regex FirstWord();
}
