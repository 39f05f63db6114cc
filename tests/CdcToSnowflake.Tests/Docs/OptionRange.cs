using System.Reflection;
using System.Text.RegularExpressions;

namespace CdcToSnowflake.Tests.Docs;

/// <summary>What a comment says of a setting's range, as the values at its ends: those that are allowed, and those just beyond.</summary>
internal static partial class OptionRange
{
    public static (IReadOnlyList<object> Allowed, IReadOnlyList<object> Refused) Ends(PropertyInfo property, string said)
    {
        var type = OptionTypes.Element(property.PropertyType) ?? property.PropertyType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        var step = type == typeof(TimeSpan) ? (said.Contains("whole seconds", StringComparison.Ordinal) ? TimeSpan.TicksPerSecond : 1) : type == typeof(double) || type == typeof(decimal) ? 0.0001m : 1;
        var (allowed, refused) = (new List<object?>(), new List<object?>());
        if (Least().Match(said) is { Success: true } least)
        {
            Add(Quantity.Of(least.Groups["least"].Value), -step);
        }
        else if (More().Match(said) is { Success: true } more)
        {
            Add(Quantity.Of(more.Groups["least"].Value) + step, -step);
        }
        else if (said.Contains("not negative", StringComparison.Ordinal))
        {
            Add(0, -step);
        }

        if (Most().Match(said) is { Success: true } most)
        {
            Add(Quantity.Of(most.Groups["most"].Value), step);
        }

        return ([.. allowed.OfType<object>()], [.. refused.OfType<object>()]);

        void Add(decimal end, decimal beyond)
        {
            allowed.Add(Quantity.Typed(end, type));
            refused.Add(Quantity.Typed(end + beyond, type));
        }
    }

    [GeneratedRegex($@"(?:from |at least )(?<least>{Quantity.Pattern})|(?<least>{Quantity.Pattern}) to ")]
    private static partial Regex Least();

    [GeneratedRegex($"more than (?<least>{Quantity.Pattern})")]
    private static partial Regex More();

    [GeneratedRegex($@" to (?<most>{Quantity.Pattern})|at most (?<most>(?=\d){Quantity.Pattern})")]
    private static partial Regex Most();
}
