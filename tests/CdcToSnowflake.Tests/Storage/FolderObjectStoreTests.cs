using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Tests.Storage;

public sealed class FolderObjectStoreTests : ObjectStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override IObjectStore Open(string test) => new FolderObjectStore(Path.Combine(_folder.Path, test));

    [Theory]
    [InlineData("plain")]
    [InlineData("with space # 100% ü?")]
    public async Task Location_AnyFolder_LeadsBackToIt(string name)
    {
        var folder = Path.Combine(_folder.Path, name);
        var store = new FolderObjectStore(folder);
        await store.PutAsync("x", Content("x"));
        Assert.StartsWith("file:///", store.Location.AbsoluteUri, StringComparison.Ordinal);
        Assert.EndsWith("/", store.Location.AbsoluteUri, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(store.Location.LocalPath, "x")));
    }

    [Fact]
    public async Task List_UploadOfKilledProcess_HiddenAndRemovedAfterADay()
    {
        var uploads = Directory.CreateDirectory(Path.Combine(_folder.Path, "killed", ".uploads")).FullName;
        var old = Path.Combine(uploads, "old");
        var young = Path.Combine(uploads, "young");
        await File.WriteAllTextAsync(old, "half");
        await File.WriteAllTextAsync(young, "half");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddHours(-25));

        var store = Open("killed");
        Assert.Empty(await KeysAsync(store, ""));
        await store.PutAsync("x", Content("x"));
        Assert.Equal("x", Assert.Single(await KeysAsync(store, "")).Key);
        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
    }

    [Fact]
    public async Task Put_FolderIsAFile_ThrowsTypedWithTheKey()
    {
        var store = Open("blocked");
        await store.PutAsync("a", Content("x"));
        var error = await Assert.ThrowsAsync<StorageException>(() => store.PutAsync("a/b", Content("x")));
        Assert.Equal("a/b", error.Key);
        Assert.Equal(store.Location, error.Location);
    }
}
