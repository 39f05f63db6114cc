using System.Globalization;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>Values of properties with their ranges.</summary>
internal static class PropertyReading
{
    /// <summary>A number of days from 0; null if not given.</summary>
    public static int? Days(this PropertyList properties, string name, int most) => properties.Between(name, 0, most);

    /// <summary>An integer in a range; null if not given.</summary>
    public static int? Between(this PropertyList properties, string name, int least, int most) => properties.Integer(name) switch
    {
        null => null,
        var value when value >= least && value <= most => value,
        _ => throw SnowflakeException.InvalidProperty(name, properties.Find(name)!.Position),
    };

    /// <summary>One of some words, in upper case; null if not given.</summary>
    public static string? Among(this PropertyList properties, string name, params ReadOnlySpan<string> words)
    {
        var value = properties.Text(name)?.ToUpperInvariant();
        return value is null || words.Contains(value) ? value : throw SnowflakeException.InvalidProperty(name, properties.Find(name)!.Position);
    }

    /// <summary>A number that may have a fraction; null if not given.</summary>
    public static decimal? Decimal(this PropertyList properties, string name) => properties.Text(name) switch
    {
        null => null,
        var text when decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) => value,
        _ => throw SnowflakeException.InvalidProperty(name, properties.Find(name)!.Position),
    };

    /// <summary>A point in time, UTC where no zone is given; null if not given.</summary>
    public static DateTimeOffset? Time(this PropertyList properties, string name) => properties.Text(name) switch
    {
        null => null,
        var text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value) => value,
        _ => throw SnowflakeException.InvalidProperty(name, properties.Find(name)!.Position),
    };

    /// <summary>The words or texts of a list; null if not given.</summary>
    public static IReadOnlyList<string>? Names(this PropertyList properties, string name) => properties.Find(name) switch
    {
        null => null,
        ListValue list => [.. list.Items.Select(item => Name(name, item))],
        var one => [Name(name, one)],
    };

    /// <summary>Refuses names that UNSET does not take.</summary>
    public static void Allow(this UnsetAction unset, params ReadOnlySpan<string> names)
    {
        foreach (var name in unset.Names)
        {
            if (!names.Contains(name))
            {
                throw new NotEmulatedException("UNSET " + name, unset.Position);
            }
        }
    }

    /// <summary>null if UNSET names it, else as it was.</summary>
    public static string? Clears(this UnsetAction unset, string name, string? value) => unset.Names.Contains(name) ? null : value;

    private static string Name(string property, PropertyValue value) => value switch
    {
        TextValue text => text.Value,
        WordValue { Name.Parts: [var word] } => word,
        _ => throw SnowflakeException.InvalidProperty(property, value.Position),
    };
}
