using System.Reflection;
using CdcToSnowflake.Tests.Docs;

namespace CdcToSnowflake.Emulator.Tests.Docs;

/// <summary>The embedded Snowflake's parts of the pages of options and errors.</summary>
public sealed class EmulatorPagesTests
{
    private static readonly Assembly Library = typeof(SnowflakeEmulator).Assembly;
    private static readonly XmlComments Comments = new(Library);
    private static readonly OptionSections Sections = new(Comments, []);

    private static readonly Type[] Options =
        [.. Library.GetExportedTypes().Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) || type.Name.EndsWith("Chaos", StringComparison.Ordinal)).OrderBy(type => type.Name, StringComparer.Ordinal)];

    private static readonly Type[] Exceptions = [.. Library.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Exception))).OrderBy(type => type.Name, StringComparer.Ordinal)];

    [Fact]
    public void OptionsPage_IsOfTheTypes() => DocPage.Equal("options.md", string.Join("\n\n", (IEnumerable<string>)["## Of the embedded Snowflake", .. Options.Select(type => Sections.Section(type, null))]), "emulator");

    [Fact]
    public void EachOption_HasAMeaningAndADefault() =>
        Assert.Empty(Options.SelectMany(OptionTypes.Properties).Where(property => Sections.Row(property) is var row && (row[1].Length == 0 || row[3].Length == 0)).Select(property => $"{property.DeclaringType!.Name}.{property.Name}"));

    [Fact]
    public void EachNumberAndTime_HasARange() =>
        Assert.Empty(Options.SelectMany(OptionTypes.Properties).Where(property => OptionSections.IsMeasured(property) && Sections.Row(property)[2].Length == 0).Select(property => $"{property.DeclaringType!.Name}.{property.Name}"));

    [Fact]
    public void ErrorsPage_IsOfTheExceptions() => DocPage.Equal("errors.md", ErrorSections.Of(Exceptions, Comments), "emulator");

    [Fact]
    public void EachException_SaysWhatToDo() => Assert.Empty(Exceptions.Where(type => Comments.Of(type, "remarks") is not { Length: > 0 }).Select(type => type.Name));
}
