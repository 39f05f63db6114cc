using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Hosting;
using Microsoft.Extensions.Configuration;

namespace CdcToSnowflake.Tests.Docs;

/// <summary>The page of options is made of the types and their comments, and its paths are those that the configuration's binder takes.</summary>
public sealed partial class OptionsPageTests
{
    private static readonly XmlComments Comments = new(typeof(CdcOptions).Assembly, typeof(BinlogOptions).Assembly);

    private static readonly IReadOnlyList<(Type Type, string Path)> Configured = OptionTypes.Below(typeof(CdcOptions), CdcOptions.Section);

    public static TheoryData<string> Paths =>
        [.. Configured.SelectMany(type => OptionTypes.Properties(type.Type).Where(IsLeaf).Select(property => $"{type.Path}:{OptionTypes.Path(property)}"))];

    [Fact]
    public void Page_IsOfTheTypes()
    {
        DocPage.Equal("options.md", string.Join("\n\n", (IEnumerable<string>)
            [
                "## In the configuration", .. Configured.Select(type => Section(type.Type, $"`{type.Path}`")),
                "## In code only", .. InCode().Select(type => Section(type, null)),
            ]));
    }

    [Fact]
    public void EachOption_HasAMeaning() => Assert.Empty(All().Where(property => Comments.Of(property, "summary") is not { Length: > 0 }).Select(Display));

    [Fact]
    public void EachOptionThatMayBeLeftOut_HasADefault() => Assert.Empty(All().Where(property => IsLeaf(property) && !IsDemanded(property) && Row(property)[1].Length == 0).Select(Display));

    /// <summary>What a record's constructor takes has no comment of its own beside its meaning, which says the range.</summary>
    [Fact]
    public void EachNumberAndTime_HasARange() =>
        Assert.Empty(All().Where(property => IsMeasured(property) && Row(property) is var row && (IsParameter(property) ? !FromOrTo().IsMatch(row[3]) : row[2].Length == 0)).Select(Display));

    [Theory]
    [MemberData(nameof(Paths))]
    public void Path_InTheConfiguration_IsBoundAndAllThatThereIs(string path)
    {
        var (key, expected) = (path.Replace("{name}", "a", StringComparison.Ordinal), Sample(LeafAt(path)));
        var settings = new Dictionary<string, string?> { [key] = expected };
        foreach (var (type, place) in Configured)
        {
            // What a record's constructor takes must be there, wherever the path goes through one.
            foreach (var parameter in path.StartsWith(place + ":", StringComparison.Ordinal) ? type.GetConstructors().MinBy(made => made.GetParameters().Length)?.GetParameters() ?? [] : [])
            {
                var inner = OptionTypes.IsNested(parameter.ParameterType) ? OptionTypes.Properties(parameter.ParameterType).First(IsLeaf) : null;
                var within = $"{place}:{parameter.Name}{(inner is null ? "" : ":" + OptionTypes.Path(inner))}".Replace("{name}", "a", StringComparison.Ordinal);
                if (!$"{key}:".StartsWith($"{place}:{parameter.Name}:".Replace("{name}", "a", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
                {
                    settings.TryAdd(within + (inner is null && OptionTypes.Element(parameter.ParameterType) is not null ? ":0" : ""), Sample(inner?.PropertyType ?? parameter.ParameterType));
                }
            }
        }

        var options = new CdcOptions();
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection(CdcOptions.Section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        Assert.Contains(expected, Values(options, path.Split(':')[1..]), StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<PropertyInfo> All() =>
        Configured.Select(type => type.Type).Concat(InCode()).SelectMany(OptionTypes.Properties);

    private static IEnumerable<Type> InCode() => typeof(CdcOptions).Assembly.GetExportedTypes().Concat(typeof(BinlogOptions).Assembly.GetExportedTypes())
        .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && Configured.All(known => known.Type != type)).OrderBy(type => type.Name, StringComparer.Ordinal);

    private static string Display(PropertyInfo property) => $"{property.DeclaringType!.Name}.{property.Name}";

    private static bool IsParameter(PropertyInfo property) => property.DeclaringType!.GetConstructors().Any(made => made.GetParameters().Any(parameter => parameter.Name == property.Name));

    private static bool IsDemanded(PropertyInfo property) => IsParameter(property) || property.IsDefined(typeof(RequiredMemberAttribute));

    private static bool IsMeasured(PropertyInfo property)
    {
        var type = OptionTypes.Element(property.PropertyType) ?? property.PropertyType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(TimeSpan) || (!type.IsEnum && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal);
    }

    private static string Section(Type type, string? path) =>
        $"### {type.Name}\n\n{(path is null ? "" : path + ". ")}{Comments.Of(type, "summary")}\n\n"
        + DocPage.Table(["Option", "Default", "Range", "Meaning"], OptionTypes.Properties(type).Select(Row));

    private static string[] Row(PropertyInfo property)
    {
        var (otherwise, range) = Split(Comments.Of(property, "value") ?? "");
        var limits = Limits(property);
        var inner = property.PropertyType;
        while (OptionTypes.Element(inner) is { } element)
        {
            inner = element;
        }

        var link = OptionTypes.IsNested(inner) && Configured.Any(known => known.Type == inner) ? $" [→](#{inner.Name.ToLowerInvariant()})" : "";
        return [$"`{OptionTypes.Path(property)}`", otherwise, limits is null || range.StartsWith(limits, StringComparison.Ordinal) ? range : range.Length == 0 ? limits : $"{limits}; {range}", Comments.Of(property, "summary") + link];
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

    private static bool IsLeaf(PropertyInfo property)
    {
        var type = property.PropertyType;
        while (OptionTypes.Element(type) is { } element)
        {
            type = element;
        }

        return !OptionTypes.IsNested(type);
    }

    private static Type LeafAt(string path)
    {
        var (type, place) = Configured.Where(known => path.StartsWith(known.Path + ":", StringComparison.Ordinal)).MaxBy(known => known.Path.Length);
        var leaf = OptionTypes.Properties(type).Single(property => $"{place}:{OptionTypes.Path(property)}" == path).PropertyType;
        while (OptionTypes.Element(leaf) is { } element)
        {
            leaf = element;
        }

        return Nullable.GetUnderlyingType(leaf) ?? leaf;
    }

    /// <summary>A value that is no default, as the configuration writes it.</summary>
    private static string Sample(Type type) =>
        OptionTypes.Element(type) is { } element ? Sample(element)
        : type == typeof(bool) ? "True"
        : type == typeof(TimeSpan) ? "00:00:07"
        : type == typeof(Uri) ? "https://host/path"
        : type.IsEnum ? Enum.GetNames(type)[^1]
        : type == typeof(string) || type == typeof(object) ? "something"
        : "7";

    private static IEnumerable<string> Values(object? at, string[] path)
    {
        if (at is null)
        {
            return [];
        }

        if (path.Length == 0)
        {
            return [Convert.ToString(at, CultureInfo.InvariantCulture)!];
        }

        // One each: the binder adds to a default that isn't empty, so what it names would never be all.
        return path[0] is "0" ? Values(Assert.Single(((System.Collections.IEnumerable)at).Cast<object>()), path[1..])
            : path[0] is "{name}" && Assert.Single(((System.Collections.IEnumerable)at).Cast<object>()) is var pair ? Values(pair.GetType().GetProperty("Value")!.GetValue(pair), path[1..])
            : Values(at.GetType().GetProperty(path[0])!.GetValue(at), path[1..]);
    }

    [GeneratedRegex("^(Default: |The default is )")]
    private static partial Regex Lead();

    [GeneratedRegex("from \\d|\\d to ")]
    private static partial Regex FromOrTo();

    [GeneratedRegex("; ")]
    private static partial Regex Parts();

    [GeneratedRegex(@"^(from|more than|at least|at most|not negative)|\d.* to |to `|at least|characters$")]
    private static partial Regex IsRange();
}
