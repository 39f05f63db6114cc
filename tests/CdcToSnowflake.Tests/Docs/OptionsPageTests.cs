using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Preflight;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse.SqlApi;
using Microsoft.Extensions.Configuration;

namespace CdcToSnowflake.Tests.Docs;

/// <summary>The page of options is made of the types and their comments, and its paths are those that the configuration's binder takes.</summary>
public sealed partial class OptionsPageTests
{
    private static readonly XmlComments Comments = new(typeof(CdcOptions).Assembly, typeof(BinlogOptions).Assembly);

    private static readonly IReadOnlyList<(Type Type, string Path)> Configured = OptionTypes.Below(typeof(CdcOptions), CdcOptions.Section);

    internal static OptionSections Sections { get; } = new(Comments, Configured);

    // Settings of types whose name doesn't say that they are.
    private static readonly Type[] Others = [typeof(BinlogFollow), typeof(BrandPreflight), typeof(S3BucketNotifications)];

    public static TheoryData<string> Paths =>
        [.. Configured.SelectMany(type => OptionTypes.Properties(type.Type).Where(OptionSections.IsLeaf).Select(property => $"{type.Path}:{OptionTypes.Path(property)}"))];

    [Fact]
    public void Page_IsOfTheTypes()
    {
        DocPage.Equal("options.md", string.Join("\n\n", (IEnumerable<string>)
            [
                "## In the configuration", .. Configured.Select(type => Sections.Section(type.Type, $"`{type.Path}`")),
                "## In code only", .. InCode().Select(type => Sections.Section(type, null)),
            ]));
    }

    [Fact]
    public void EachOption_HasAMeaning() => Assert.Empty(All().Where(property => Comments.Of(property, "summary") is not { Length: > 0 }).Select(Display));

    [Fact]
    public void EachOptionThatMayBeLeftOut_HasADefault() => Assert.Empty(All().Where(property => OptionSections.IsLeaf(property) && !OptionSections.IsDemanded(property) && Sections.Row(property)[1].Length == 0).Select(Display));

    /// <summary>What a record's constructor takes has no comment of its own beside its meaning, which says the range.</summary>
    [Fact]
    public void EachNumberAndTime_HasARange() =>
        Assert.Empty(All().Where(property => OptionSections.IsMeasured(property) && Sections.Row(property) is var row && (OptionSections.IsParameter(property) ? !FromOrTo().IsMatch(row[3]) : row[2].Length == 0)).Select(Display));

    [Fact]
    public void RequiredOptions_SayThatTheyAre() => Assert.Contains("| `Bucket` | required |", File.ReadAllText(Path.Combine(DocPage.Folder, "options.md")), StringComparison.Ordinal);

    [Fact]
    public void WordsOfAConnectionString_AreAllOnThePage() =>
        Assert.Equal(ConnectionWords.Known.Order(StringComparer.Ordinal), Word().Matches(File.ReadAllText(Path.Combine(DocPage.Folder, "options.md"))).Select(word => word.Groups["word"].Value).Order(StringComparer.Ordinal));

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
                var inner = OptionTypes.IsNested(parameter.ParameterType) ? OptionTypes.Properties(parameter.ParameterType).First(OptionSections.IsLeaf) : null;
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

    internal static IEnumerable<PropertyInfo> All() =>
        Configured.Select(type => type.Type).Concat(InCode()).SelectMany(OptionTypes.Properties);

    private static IEnumerable<Type> InCode() => typeof(CdcOptions).Assembly.GetExportedTypes().Concat(typeof(BinlogOptions).Assembly.GetExportedTypes())
        .Where(type => (type.Name.EndsWith("Options", StringComparison.Ordinal) || Others.Contains(type)) && Configured.All(known => known.Type != type)).OrderBy(type => type.Name, StringComparer.Ordinal);

    private static string Display(PropertyInfo property) => $"{property.DeclaringType!.Name}.{property.Name}";

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

    [GeneratedRegex("from \\d|\\d to ")]
    private static partial Regex FromOrTo();

    // The table of words is the page's only one in lower case.
    [GeneratedRegex("^\\| `(?<word>[a-z_]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Word();
}
