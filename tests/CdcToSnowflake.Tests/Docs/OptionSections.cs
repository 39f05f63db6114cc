using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CdcToSnowflake.Hosting;

namespace CdcToSnowflake.Tests.Docs;

/// <summary>The sections of the page of options: a table for each type, by its comments.</summary>
/// <param name="comments">The libraries' comments.</param>
/// <param name="configured">The types that the configuration fills, with their paths.</param>
internal sealed partial class OptionSections(XmlComments comments, IReadOnlyList<(Type Type, string Path)> configured)
{
    public string Section(Type type, string? path) =>
        $"### {type.Name}\n\n{(path is null ? "" : path + ". ")}{comments.Of(type, "summary")}\n\n"
        + DocPage.Table(["Option", "Default", "Range", "Meaning"], OptionTypes.Properties(type).Select(Row));

    public string[] Row(PropertyInfo property)
    {
        var (otherwise, range) = Split(comments.Of(property, "value") ?? "");
        if (otherwise.Length == 0 && IsLeaf(property) && IsDemanded(property))
        {
            otherwise = Parameter(property) is { HasDefaultValue: true } parameter ? $"{parameter.DefaultValue ?? "null"}" : "required";
        }

        var limits = Limits(property);
        var inner = property.PropertyType;
        while (OptionTypes.Element(inner) is { } element)
        {
            inner = element;
        }

        var link = OptionTypes.IsNested(inner) && configured.Any(known => known.Type == inner) ? $" [→](#{inner.Name.ToLowerInvariant()})" : "";
        return [$"`{OptionTypes.Path(property)}`", otherwise, limits is null || range.StartsWith(limits, StringComparison.Ordinal) ? range : range.Length == 0 ? limits : $"{limits}; {range}", comments.Of(property, "summary") + link];
    }

    /// <summary>What a comment says of a default, and, after a semicolon, of the range.</summary>
    private static (string Default, string Range) Split(string value)
    {
        var text = Lead().Replace(value, "").TrimEnd('.');
        var parts = Parts().Split(text, 2);
        return parts.Length == 2 && IsRange().IsMatch(parts[1]) ? (parts[0], parts[1]) : (text, "");
    }

    private static string? Limits(PropertyInfo property) =>
        property.GetCustomAttribute<DurationAttribute>() is { } duration ? $"{Words(duration.Least)} to {Words(duration.Most)}"
        : property.GetCustomAttribute<RangeAttribute>() is { } range ? string.Create(CultureInfo.InvariantCulture, $"{range.Minimum:N0} to {range.Maximum:N0}")
        : property.GetCustomAttribute<StringLengthAttribute>() is { } length ? $"{length.MinimumLength} to {length.MaximumLength} characters"
        : null;

    private static string Words(string duration)
    {
        var span = TimeSpan.Parse(duration, CultureInfo.InvariantCulture);
        var (count, unit) = span.TotalDays >= 1 ? (span.TotalDays, "day") : span.TotalHours >= 1 ? (span.TotalHours, "hour") : span.TotalMinutes >= 1 ? (span.TotalMinutes, "minute") : span.TotalSeconds >= 1 ? (span.TotalSeconds, "second") : (span.TotalMilliseconds, "millisecond");
        return string.Create(CultureInfo.InvariantCulture, $"{count:0.##} {unit}{(count == 1 ? "" : "s")}");
    }

    public static bool IsParameter(PropertyInfo property) => Parameter(property) is not null;

    public static bool IsDemanded(PropertyInfo property) => IsParameter(property) || property.IsDefined(typeof(RequiredMemberAttribute));

    public static bool IsMeasured(PropertyInfo property)
    {
        var type = OptionTypes.Element(property.PropertyType) ?? property.PropertyType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(TimeSpan) || (!type.IsEnum && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal);
    }

    private static ParameterInfo? Parameter(PropertyInfo property) => property.DeclaringType!.GetConstructors().SelectMany(made => made.GetParameters()).FirstOrDefault(parameter => parameter.Name == property.Name);

    public static bool IsLeaf(PropertyInfo property)
    {
        var type = property.PropertyType;
        while (OptionTypes.Element(type) is { } element)
        {
            type = element;
        }

        return !OptionTypes.IsNested(type);
    }

    [GeneratedRegex("^(Default: |The default is |(?=Required))")]
    private static partial Regex Lead();

    [GeneratedRegex("; ")]
    private static partial Regex Parts();

    [GeneratedRegex(@"^(from|more than|at least|at most|not negative)|\d.* to |to `|at least|characters$")]
    private static partial Regex IsRange();
}
