using System.Globalization;
using System.Text.RegularExpressions;

namespace CdcToSnowflake.Tests.Docs;

/// <summary>Numbers, bytes and times as comments write them.</summary>
internal static partial class Quantity
{
    private static readonly string[] Words = ["zero", "one", "two", "three", "four", "five"];

    /// <summary>The pattern of one, for others to be made of it.</summary>
    public const string Pattern = @"(?:-?\d[\d,]*(?:\.\d+)?|zero|one|a)(?: (?:bytes?|KiB|MiB|GiB|ms|milliseconds?|s|seconds?|minutes?|hours?|days?|years?)\b)?";

    /// <summary>What a text begins with; null if that is no quantity.</summary>
    /// <param name="text">The text.</param>
    /// <param name="type">Of what type it is.</param>
    public static object? Leading(string text, Type type)
    {
        var sum = 0m;
        var rest = text;
        while (Part().Match(rest) is { Success: true } part)
        {
            sum += Of(part.Groups["quantity"].Value);
            rest = rest[part.Length..];
        }

        return rest.Length == text.Length ? null : Typed(sum, type);
    }

    /// <summary>A quantity, as what a setting of a type holds; null if it holds none so small or large.</summary>
    public static object? Typed(decimal quantity, Type type)
    {
        if (type == typeof(TimeSpan))
        {
            return quantity >= TimeSpan.MinValue.Ticks && quantity <= TimeSpan.MaxValue.Ticks ? TimeSpan.FromTicks((long)quantity) : null;
        }

        try
        {
            return Convert.ChangeType(quantity, type, CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>One quantity: times in ticks.</summary>
    public static decimal Of(string text)
    {
        var parts = text.Split(' ');
        var number = Array.IndexOf(Words, parts[0]) is >= 0 and var word ? word : parts[0] == "a" ? 1 : decimal.Parse(parts[0], CultureInfo.InvariantCulture);
        return number * (parts.Length == 1 ? 1 : parts[1].TrimEnd('s') switch
        {
            "KiB" => 1 << 10,
            "MiB" => 1 << 20,
            "GiB" => 1 << 30,
            "m" or "millisecond" => TimeSpan.TicksPerMillisecond,
            "" or "second" => TimeSpan.TicksPerSecond,
            "minute" => TimeSpan.TicksPerMinute,
            "hour" => TimeSpan.TicksPerHour,
            "day" => TimeSpan.TicksPerDay,
            "year" => 365 * TimeSpan.TicksPerDay,
            _ => 1,
        });
    }

    [GeneratedRegex($"^(?: and )?(?<quantity>{Pattern})")]
    private static partial Regex Part();
}
