using System.Reflection;
using CdcToSnowflake.Emulator.Server.Http;
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
    public void EachDefault_IsAsTheCommentSays() =>
        Assert.Empty(Options.SelectMany(type => OptionSamples.Make(type) is var made ? OptionTypes.Properties(type).Where(property => !OptionSections.IsDemanded(property)).Select(property => OptionDefault.Fault(property, Sections.Row(property)[1], property.GetValue(made))) : []).OfType<string>());

    [Fact]
    public async Task WhatIsBeyondARange_IsRefused()
    {
        foreach (var property in Options.SelectMany(OptionTypes.Properties).Where(OptionSections.IsMeasured))
        {
            foreach (var value in OptionRange.Ends(property, Sections.Row(property)[2]).Refused)
            {
                Assert.Contains(property.Name, (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => UseAsync(property, value))).Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void ErrorsPage_IsOfTheExceptions() => DocPage.Equal("errors.md", ErrorSections.Of(Exceptions, Comments), "emulator");

    private static async Task UseAsync(PropertyInfo property, object value)
    {
        var options = OptionSamples.Make(property.DeclaringType!);
        property.SetValue(options, value);
        await using SnowflakeEmulator emulator = new(options switch
        {
            EmulatorOptions own => own,
            PipeChaos chaos => new EmulatorOptions { Chaos = chaos },
            TaskChaos chaos => new EmulatorOptions { TaskChaos = chaos },
            StreamChaos chaos => new EmulatorOptions { StreamChaos = chaos },
            _ => null,
        });
        if (options is EmulatorServerOptions server)
        {
            await using var started = SnowflakeEmulatorServer.Start(emulator, server);
        }
    }

    [Fact]
    public void EachException_SaysWhatToDo() => Assert.Empty(Exceptions.Where(type => Comments.Of(type, "remarks") is not { Length: > 0 }).Select(type => type.Name));
}
