namespace CdcToSnowflake.IntegrationTests.Packages;

/// <summary>Only the libraries show their inside to tests.</summary>
public sealed class InternalsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cdc-internals-");

    [Theory]
    [InlineData("src/CdcToSnowflake.Binlog/CdcToSnowflake.Binlog.csproj", true)]
    [InlineData("samples/BinlogCat/BinlogCat.csproj", false)]
    public async Task Project_InACloneBelowAFolderCalledSrc_ShowsItsInsideOnlyIfItIsALibrary(string project, bool isLibrary)
    {
        var clone = Path.Combine(_folder.FullName, "src", "clone");
        SourceTree.CopyTo(clone, SourceTree.Libraries[0]);
        var copy = Path.Combine(clone, project);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(Path.Combine(SourceTree.Root, project), copy, overwrite: true);

        var shown = await DotNet.RunAsync(clone, null, "msbuild", project, "-getItem:InternalsVisibleTo");

        Assert.Equal(isLibrary, shown.Contains("CdcToSnowflake.IntegrationTests", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
