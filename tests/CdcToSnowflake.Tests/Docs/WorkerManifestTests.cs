using System.Globalization;
using System.Text.RegularExpressions;
using CdcToSnowflake.Hosting;
using Microsoft.Extensions.Configuration;
using YamlDotNet.RepresentationModel;

namespace CdcToSnowflake.Tests.Docs;

/// <summary>samples/Worker/kubernetes.yaml says what the program and its image do: no machine of these tests has a cluster.</summary>
public sealed partial class WorkerManifestTests
{
    private static readonly string Folder = Path.Combine(DocPage.Root, "samples", "Worker");
    private static readonly string Program = File.ReadAllText(Path.Combine(Folder, "Program.cs"));
    private static readonly YamlNode Deployment = Read();

    private static YamlNode Pod => Deployment["spec"]["template"]["spec"];

    private static YamlNode Container => ((YamlSequenceNode)Pod["containers"]).Single();

    [Fact]
    public void Replicas_AreOneThatWorksAndOneThatWaits() => Assert.True(Number(Deployment["spec"]["replicas"]) >= 2);

    [Fact]
    public void GracePeriod_IsLongerThanTheServicesOwn() =>
        Assert.True(Number(Pod["terminationGracePeriodSeconds"]) > int.Parse(Shutdown().Match(Program).Groups["seconds"].Value, CultureInfo.InvariantCulture));

    [Fact]
    public void Probe_AsksAnAddressThatIsMappedAtThePortThatIsListenedTo()
    {
        var probe = Container["livenessProbe"]["httpGet"];
        Assert.Contains($"app.MapHealthChecks(\"{probe["path"]}\"", Program, StringComparison.Ordinal);
        var settings = new ConfigurationBuilder().AddJsonFile(Path.Combine(Folder, "appsettings.json")).Build();
        Assert.Equal(new Uri(settings["Urls"]!).Port, Number(probe["port"]));
        Assert.Equal(Number(probe["port"]), Number(((YamlSequenceNode)Container["ports"]).Single()["containerPort"]));
    }

    [Fact]
    public void Scratch_IsMountedWhereTheImageWrites()
    {
        var mount = ((YamlSequenceNode)Container["volumeMounts"]).Single();
        Assert.Contains($"ENV TMPDIR={mount["mountPath"]}\n", File.ReadAllText(Path.Combine(Folder, "Dockerfile")), StringComparison.Ordinal);
        Assert.Equal($"{((YamlSequenceNode)Pod["volumes"]).Single()["name"]}", $"{mount["name"]}");
    }

    [Fact]
    public void Settings_AreKnownToTheBinder()
    {
        var names = ((YamlSequenceNode)Container["env"]).ToDictionary(one => $"{one["name"]}".Replace("__", ":", StringComparison.Ordinal), one => (string?)$"{one["value"]}");
        var settings = new ConfigurationBuilder().AddInMemoryCollection(names).Build().GetSection(CdcOptions.Section);
        Assert.NotEmpty(settings.GetChildren());
        settings.Bind(new CdcOptions(), binder => binder.ErrorOnUnknownConfiguration = true);
    }

    private static YamlNode Read()
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Path.Combine(Folder, "kubernetes.yaml"));
        yaml.Load(text);
        return yaml.Documents.Single(document => $"{document.RootNode["kind"]}" == "Deployment").RootNode;
    }

    private static int Number(YamlNode node) => int.Parse($"{node}", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"ShutdownTimeout = TimeSpan\.FromSeconds\((?<seconds>\d+)\)")]
    private static partial Regex Shutdown();
}
