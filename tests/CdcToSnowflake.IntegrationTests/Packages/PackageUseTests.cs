using System.Globalization;
using System.IO.Compression;
using CdcToSnowflake.IntegrationTests.Readme;

namespace CdcToSnowflake.IntegrationTests.Packages;

[Collection(PackageCollection.Name)]
public sealed class PackageUseTests(PackageFeed feed)
{
    private static readonly string Brand = Path.Combine(SourceTree.Root, "samples", "Quickstart", "Data", "brand_a");

    [Fact]
    public async Task ReadmesExample_InAProjectOfItsOwn_TakesBinlogFilesToCi()
    {
        using var project = new PackageProject();
        foreach (var command in ReadmeText.PackageCommands)
        {
            // The packages are made already, by the same command in a folder of the tests; so is the configuration, which leaves the machine's registry where it is.
            if (!command.StartsWith("dotnet pack -c Release -o ~/cdc-packages", StringComparison.Ordinal) && !command.StartsWith("mkdir ", StringComparison.Ordinal) && command != "dotnet new nugetconfig")
            {
                await project.RunAsync(command.Replace("~/cdc-packages", feed.Folder, StringComparison.Ordinal).Split(' ')[1..]);
            }
        }

        await File.WriteAllTextAsync(Path.Combine(project.Folder, "Program.cs"), ReadmeText.Block("Readme/FilesToSnowflake.cs"), TestContext.Current.CancellationToken);
        await project.RunAsync("build", "-c", "Release", "-v", "q");
        var written = await project.RunAsync(["exec", Path.Combine("bin", "Release", "net10.0", $"{Path.GetFileName(project.Folder)}.dll"), .. Directory.EnumerateFiles(Brand, "binlog.*").Order(StringComparer.Ordinal)]);

        Assert.Equal(6, ReadmeText.PackageCommands.Count);
        // The server's own dump of the table, after the last change of its log.
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{Dumped("orders")} orders"), written.Trim());
        Assert.Superset(new HashSet<string> { "cdctosnowflake", "cdctosnowflake.binlog", "cdctosnowflake.emulator" }, project.Unpacked().ToHashSet());
    }

    // Below a line of names, one of types and one that marks the key.
    private static int Dumped(string table)
    {
        using var dump = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(Brand, "final", $"{table}.tsv.gz")), CompressionMode.Decompress));
        var lines = 0;
        while (dump.ReadLine() is not null)
        {
            lines++;
        }

        return lines - 3;
    }
}
